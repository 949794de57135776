using System.CommandLine;
using Portal.Ctl.Management;
using Spectre.Console;

namespace Portal.Ctl.Commands;

internal static class LoginCommand
{
    private static readonly Option<Uri> Token = Address(
        "--token-url",
        "Where Identity gives out tokens, for example https://portal.example.com/identity/connect/token."
    );
    private static readonly Option<Uri> License = Address("--license-url", "License's management listener.");
    private static readonly Option<Uri> Activation = Address("--activation-url", "Activation's management listener.");
    private static readonly Option<Uri> Download = Address("--download-url", "Download's management listener.");
    private static readonly Option<Uri> Identity = Address("--identity-url", "Identity's management listener.");
    private static readonly Option<string> Client = new("--client-id")
    {
        Description = "The operator's client.",
        HelpName = "ID",
        DefaultValueFactory = _ => Connection.OperatorsClient,
    };

    public static Command Create() =>
        new Command(
            "login",
            "Keep the addresses of a portal and the operator's credentials, for all commands from now on. The secret is asked for, or read from standard input."
        )
        {
            Token,
            License,
            Activation,
            Download,
            Identity,
            Client,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var login = new Login(
                    session.Get(Client)!,
                    Secret(),
                    session.Get(Token)!,
                    session.Get(License)!,
                    session.Get(Activation)!,
                    session.Get(Download)!,
                    session.Get(Identity)!
                );
                using (
                    var client = new ManagementClient(login.ToConnection(), Timeouts.Interactive, TimeProvider.System)
                )
                    await client.SignIn(cancellationToken);
                login.Keep();
                session.Show(
                    new
                    {
                        login.ClientId,
                        login.TokenUrl,
                        Login.File,
                    },
                    () => new Text($"Signed in as {login.ClientId}; credentials are in {Login.File}.")
                );
            }
        );

    public static Command Logout() =>
        new Command("logout", "Remove the stored credentials.").Runs(
            (session, _) =>
            {
                var removed = Login.Remove();
                session.Show(new { Forgotten = removed }, () =>
                    new Text(removed ? "Signed out." : "No credentials were stored.")
                );
                return Task.CompletedTask;
            }
        );

    private static string Secret()
    {
        var secret = Console.IsInputRedirected
            ? Console.In.ReadLine()
            : AnsiConsole.Prompt(new TextPrompt<string>("Secret:").Secret());
        return secret is { Length: > 0 } ? secret : throw new UsageException("There is no secret on standard input.");
    }

    private static Option<Uri> Address(string name, string description)
    {
        var option = new Option<Uri>(name)
        {
            Description = description,
            HelpName = "URL",
            Required = true,
            CustomParser = result =>
            {
                if (
                    Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address)
                    && address.Scheme is "http" or "https"
                )
                    return address;
                result.AddError($"{name}: \"{result.Tokens[0].Value}\" is not an address.");
                return null;
            },
        };
        return option;
    }
}
