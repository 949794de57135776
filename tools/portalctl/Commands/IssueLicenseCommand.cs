using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Issue;
using Portal.Ctl.Management;
using Spectre.Console;

namespace Portal.Ctl.Commands;

internal static class IssueLicenseCommand
{
    private static readonly Option<string> Policy = new("--policy")
    {
        Description = "Policy to issue from: its name or its id.",
        HelpName = "POLICY",
        Required = true,
    };
    private static readonly Option<string?> Customer = new("--customer")
    {
        Description = "Who owns it: name or id. Without: nobody yet.",
        HelpName = "CUSTOMER",
    };
    private static readonly Option<string[]> Members = new("--member")
    {
        Description = "Member who uses it: e-mail or id; may be repeated.",
        HelpName = "MEMBER",
    };
    private static readonly Option<string?> Expires = new("--expires")
    {
        Description =
            "Instead of the policy's: a date, or a distance from now such as +365d (with --count only a date).",
        HelpName = "WHEN",
    };
    private static readonly Option<bool> Expired = new("--expired") { Description = "The expiry may lie in the past." };
    private static readonly Option<int?> Limit = new("--limit")
    {
        Description = "Slots, instead of the policy's.",
        HelpName = "N",
    };
    private static readonly Option<string[]> Metadata = new("--metadata")
    {
        Description = "A note that the vendor's software reads; may be repeated.",
        HelpName = "NAME=VALUE",
    };
    private static readonly Option<int?> Count = new("--count")
    {
        Description =
            "How many, up to 1,000,000. They are issued in batches; ended half-way, the same command with the same --idempotency-key finishes the work without issuing one twice.",
        HelpName = "N",
    };
    private static readonly Option<string?> Key = new("--idempotency-key")
    {
        Description =
            "A text of 8 to 200 characters that names this work of many licenses. Default: a random one, printed at the start.",
        HelpName = "TEXT",
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "With --count: file for ids and keys, readable by you only. Default: standard output.",
        HelpName = "FILE.csv",
    };

    public static Command Create() =>
        new Command("issue", "Issue licenses from a policy and print their keys.")
        {
            Policy,
            Customer,
            Members,
            Expires,
            Expired,
            Limit,
            Metadata,
            Count,
            Key,
            Out,
        }.Runs(
            async (session, cancellationToken) =>
            {
                if (session.Get(Count) is null && (session.Get(Key) ?? session.Get(Out)) is not null)
                    throw new UsageException("--idempotency-key and --out belong to --count.");
                if (session.Get(Customer) is null && session.Get(Members) is { Length: > 0 })
                    throw new UsageException("Members belong to a customer: name it with --customer.");
                if (session.Get(Limit) < 1 || session.Get(Count) < 1)
                    throw new UsageException("--limit and --count are numbers from 1 on.");
                if (session.Get(Count) > 1_000_000)
                    throw new UsageException(
                        "--count is at most 1,000,000: issue the rest under another --idempotency-key."
                    );
                if (
                    session.Get(Key) is { } key
                    && (key.Length is < 8 or > 200 || key.Any(letter => letter is < '!' or > '~'))
                )
                    throw new UsageException(
                        "--idempotency-key has 8 to 200 letters, digits and signs of ASCII, without spaces."
                    );
                if (session.Get(Count) is { } count)
                    await Many(session, count, cancellationToken);
                else
                    await One(
                        session,
                        await Body(session, When.ParseEnd(session.Get(Expires)), cancellationToken),
                        cancellationToken
                    );
            }
        );

    private static async Task One(Session session, JsonObject body, CancellationToken cancellationToken)
    {
        // The id is made here: a request that is sent again after a lost answer does not issue a second license.
        body["id"] = Guid.CreateVersion7();
        var answer = await session.Client.Post(Service.License, "/management/licenses", body, cancellationToken);
        session.Show(answer, () => new Rows(ShownLicense.Facts(answer), new Text($"\nKey: {answer.Text("key")}")));
    }

    private static async Task Many(Session session, int count, CancellationToken cancellationToken)
    {
        var key = session.Get(Key) ?? Guid.NewGuid().ToString("N");
        var file = session.Get(Out);
        if (file is not null && File.Exists(file))
            throw new UsageException($"{file} is there already. Keys are not overwritten.");
        session.Connect(Timeouts.Bulk);
        var work = new BulkIssue(
            await Body(session, When.ParseFixedEnd(session.Get(Expires)), cancellationToken),
            count,
            key
        );
        Session.Note(
            $"Idempotency key: {key}. After an interruption, the same command with --idempotency-key {key} goes on."
        );
        using var keys = new KeyFile(file, session.AsJson);
        await Bars.While(bars =>
            work.Run(session.Client, keys.Write, bars.Start("licenses", count), cancellationToken)
        );
        keys.Finish();
        if (file is not null)
            session.Show(
                new
                {
                    Issued = count,
                    File = Path.GetFullPath(file),
                    IdempotencyKey = key,
                },
                () => new Text($"{count} licenses issued, keys in {file}.")
            );
    }

    private static async Task<JsonObject> Body(Session session, string? expires, CancellationToken cancellationToken)
    {
        var policy = await Named.Policy(session.Client, session.Get(Policy)!, cancellationToken);
        var body = new JsonObject { ["policyId"] = policy.GetProperty("id").GetGuid() };
        if (session.Get(Customer) is { } wanted)
        {
            var customer = await Named.Customer(session.Client, wanted, cancellationToken);
            body["accountId"] = customer.GetProperty("id").GetGuid();
            body["assigneeIds"] = JsonSerializer.SerializeToNode(Named.Members(customer, session.Get(Members) ?? []));
        }
        if (expires is { } at)
            body["expiresAt"] = at;
        if (session.Get(Expired))
            body["expired"] = true;
        if (session.Get(Limit) is { } limit)
            body["activationLimit"] = limit;
        if (session.Get(Metadata) is { Length: > 0 } notes)
            body["metadata"] = NamedValues.Read(notes, valueRequired: true);
        return body;
    }
}
