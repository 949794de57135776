using System.CommandLine;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class LicenseActionCommands
{
    private static readonly Argument<Guid> License = new("license") { Description = "Id of the license." };

    public static Command Suspend()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why; the customer reads it.",
            HelpName = "TEXT",
            Required = true,
        };
        return new Command("suspend", "Stop a license until it is reinstated; its activations are invalid at once.")
        {
            License,
            reason,
        }.Runs(
            (session, cancellationToken) =>
                Move(session, "suspend", new { Reason = session.Get(reason) }, cancellationToken)
        );
    }

    public static Command Reinstate() =>
        new Command("reinstate", "End a suspension; activations are valid again.") { License }.Runs(
            (session, cancellationToken) => Move(session, "reinstate", new { }, cancellationToken)
        );

    public static Command Renew()
    {
        var expires = new Option<string>("--expires")
        {
            Description = "New expiry: a date, or a distance from now such as +365d.",
            HelpName = "WHEN",
            Required = true,
        };
        return new Command("renew", "Move the expiry; activations are valid again.") { License, expires }.Runs(
            (session, cancellationToken) =>
                Move(session, "renew", new { ExpiresAt = When.ParseEnd(session.Get(expires)) }, cancellationToken)
        );
    }

    public static Command Revoke()
    {
        var reason = new Option<string?>("--reason") { Description = "Why; kept in the audit.", HelpName = "TEXT" };
        return new Command("revoke", "End a license for good. This cannot be undone.") { License, reason }.Runs(
            (session, cancellationToken) =>
                Move(session, "revoke", new { Reason = session.Get(reason) }, cancellationToken)
        );
    }

    private static async Task Move(Session session, string move, object body, CancellationToken cancellationToken)
    {
        var answer = await session.Client.Post(
            Service.License,
            $"/management/licenses/{session.Get(License)}/{move}",
            body,
            cancellationToken
        );
        session.Show(ShownLicense.WithoutKey(answer), () => ShownLicense.Facts(answer));
    }
}
