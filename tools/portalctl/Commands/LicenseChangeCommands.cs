using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class LicenseChangeCommands
{
    private const string Nothing = Field.Nothing;
    private static readonly Argument<Guid> License = new("license") { Description = "Id of the license." };

    public static Command Limit()
    {
        var slots = new Argument<string>("slots") { Description = "How many, or unlimited." };
        return new Command(
            "limit",
            "Change how many slots a license has. Activations beyond it stay until the customer chooses."
        )
        {
            License,
            slots,
        }.Runs(
            (session, cancellationToken) =>
                Put(
                    session,
                    "limit",
                    new JsonObject { ["activationLimit"] = Slots(session.Get(slots)) },
                    cancellationToken
                )
        );
    }

    public static Command Entitlements()
    {
        var features = new Argument<string[]>("features")
        {
            Description = "NAME or NAME=VALUE; without any, the license has none.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
            HelpName = "NAME[=VALUE]",
        };
        return new Command("entitlements", "Replace the features of a license.") { License, features }.Runs(
            (session, cancellationToken) =>
                Put(
                    session,
                    "entitlements",
                    new JsonObject { ["entitlements"] = NamedValues.Read(session.Get(features)) },
                    cancellationToken
                )
        );
    }

    public static Command Metadata()
    {
        var notes = new Argument<string[]>("notes")
        {
            Description = "NAME=VALUE; without any, the license has none.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
            HelpName = "NAME=VALUE",
        };
        return new Command("metadata", "Replace the notes on a license, which the vendor's software reads.")
        {
            License,
            notes,
        }.Runs(
            (session, cancellationToken) =>
                Put(
                    session,
                    "metadata",
                    new JsonObject { ["metadata"] = NamedValues.Read(session.Get(notes), valueRequired: true) },
                    cancellationToken
                )
        );
    }

    public static Command Maintenance()
    {
        var ends = new Argument<string>("ends")
        {
            Description = "A date, a distance from now such as +365d, or none: all releases are covered.",
        };
        return new Command("maintenance", "Move the end of a license's maintenance.") { License, ends }.Runs(
            (session, cancellationToken) =>
                Put(
                    session,
                    "maintenance",
                    new JsonObject
                    {
                        ["maintenanceEndsAt"] =
                            session.Get(ends) is var text && text == Nothing
                                ? null
                                : JsonValue.Create(When.ParseEnd(text)),
                    },
                    cancellationToken
                )
        );
    }

    private static JsonValue? Slots(string text) =>
        text == "unlimited" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slots) && slots > 0
            ? JsonValue.Create(slots)
        : throw new UsageException($"\"{text}\" is neither a number from 1 on nor unlimited.");

    private static async Task Put(Session session, string part, JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await session.Client.Put(
            Service.License,
            $"/management/licenses/{session.Get(License)}/{part}",
            body,
            cancellationToken
        );
        session.Show(ShownLicense.WithoutKey(answer), () => ShownLicense.Facts(answer));
    }
}
