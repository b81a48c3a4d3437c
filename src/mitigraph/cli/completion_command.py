"""`mitigraph completion`: what a shell needs to complete commands, queries and parameters."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
# Bash takes `issue=drift` for three words (COMP_WORDBREAKS); click's own script would complete none of them.
# So the line goes to click as it was typed, its last word (-1) to be completed, and what bash itself keeps of
# that word is cut off the answers.
_BASH = r"""_mitigraph_completion() {
    local line=${COMP_LINE:0:COMP_POINT} whole kept kind value
    whole=${line##*[[:space:]]}
    whole=${whole#[\"\']}
    kept=${whole%"$2"}
    [[ $line == *[[:space:]] ]] && line+='""'
    COMPREPLY=()
    while IFS=',' read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                [[ $value == *= ]] && compopt -o nospace
                COMPREPLY+=("${value#"$kept"}")
                ;;
        esac
    done < <(COMP_WORDS=$line COMP_CWORD=-1 _MITIGRAPH_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _mitigraph_completion mitigraph
"""


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print a script that lets the shell complete commands, queries and their parameters.

    In bash: eval "$(mitigraph completion bash)"; for good, add that line to ~/.bashrc. zsh is alike; for
    fish, write it to ~/.config/fish/completions/mitigraph.fish.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only here

    from mitigraph.cli.main import cli  # noqa: PLC0415 - it imports this module's siblings

    if shell == "bash":
        click.echo(_BASH, nl=False)
        return
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "mitigraph", "_MITIGRAPH_COMPLETE").source())
