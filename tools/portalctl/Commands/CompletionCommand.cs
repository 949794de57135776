using System.CommandLine;

namespace Portal.Ctl.Commands;

/// <summary>Scripts that ask this program itself what could come next, by System.CommandLine's directive <c>[suggest]</c>.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _portalctl() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(portalctl "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _portalctl portalctl
        """;

    private const string Zsh = """
        _portalctl() {
          local suggestions
          suggestions=("${(@f)$(portalctl "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a suggestions || _files
        }
        compdef _portalctl portalctl
        """;

    private const string Fish = """
        complete -c portalctl -a '(portalctl "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command(
            "completion",
            "Print a script that completes commands and options, for example: source <(portalctl completion bash)"
        )
        {
            shell,
        };
        command.SetAction(arguments =>
            Console.Out.WriteLine(
                arguments.GetRequiredValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            )
        );
        return command;
    }
}
