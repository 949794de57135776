using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class PolicyCommands
{
    private static readonly Argument<string> Policy = new("policy") { Description = "Its name or its id." };

    private static readonly Option<string[]> Entitlements = new("--entitlement")
    {
        Description =
            "A feature of its licenses, NAME or NAME=VALUE; may be repeated; none for none. Given at all, they replace those that are there.",
        HelpName = "NAME[=VALUE]",
    };

    public static Command Create() =>
        new("policy", "Policies: templates that licenses are issued from.") { List(), Show(), New(), Update() };

    private static Command List() =>
        new Command("list", "All policies.").Runs(
            async (session, cancellationToken) =>
            {
                var policies = await session.Client.Policies(cancellationToken);
                var slugs = (await session.Client.Products(cancellationToken)).ToDictionary(
                    product => product.Text("id")!,
                    product => product.Text("slug")
                );
                session.Show(policies, () =>
                {
                    var table = Drawing.Table(
                        "Id",
                        "Policy",
                        "Product",
                        "Edition",
                        "Slots",
                        "Days",
                        "Grace",
                        "Maintenance"
                    );
                    foreach (var policy in policies)
                        table.Add(
                            policy.Text("id"),
                            policy.Text("name"),
                            slugs.GetValueOrDefault(policy.Text("productId")!),
                            policy.Text("edition"),
                            policy.Text("activationLimit") ?? "unlimited",
                            policy.Text("durationDays") ?? "for ever",
                            policy.Text("graceDays"),
                            policy.Text("maintenanceDays") ?? "for ever"
                        );
                    return table;
                });
            }
        );

    private static Command Show() =>
        new Command("show", "One policy with all of its terms.") { Policy }.Runs(
            async (session, cancellationToken) =>
                Shown(session, await Named.Policy(session.Client, session.Get(Policy), cancellationToken))
        );

    private static Command New()
    {
        var product = new Option<string>("--product")
        {
            Description = "Product that its licenses are for: slug or id.",
            HelpName = "PRODUCT",
            Required = true,
        };
        var name = new Argument<string>("name") { Description = "What operators call it." };
        return new Command("create", "Add a policy to a product.") { name, product, Entitlements }
            .With(PolicyFields.All)
            .Runs(
                async (session, cancellationToken) =>
                {
                    var owner = await Named.Product(session.Client, session.Get(product)!, cancellationToken);
                    var body = new JsonObject
                    {
                        ["id"] = Guid.CreateVersion7(),
                        ["name"] = session.Get(name),
                        ["productId"] = owner.GetProperty("id").GetGuid(),
                    };
                    Shown(
                        session,
                        await session.Client.Post(
                            Service.License,
                            "/management/policies",
                            Merge(session, body),
                            cancellationToken
                        )
                    );
                }
            );
    }

    private static Command Update() =>
        new Command(
            "update",
            "Change what is given, leave the rest. Licenses that were issued keep the terms they were issued with."
        )
        {
            Policy,
            Entitlements,
        }
            .With(PolicyFields.All)
            .Runs(
                async (session, cancellationToken) =>
                {
                    var policy = await Named.Policy(session.Client, session.Get(Policy), cancellationToken);
                    Shown(
                        session,
                        await session.Client.Put(
                            Service.License,
                            $"/management/policies/{policy.Text("id")}",
                            Merge(session, Field.BodyOf(policy)),
                            cancellationToken
                        )
                    );
                }
            );

    private static JsonObject Merge(Session session, JsonObject body)
    {
        if (session.Get(Entitlements) is { Length: > 0 } given)
            body["entitlements"] = NamedValues.Read(given is [Field.Nothing] ? [] : given);
        return Field.Merge(PolicyFields.All, session, body);
    }

    private static void Shown(Session session, JsonElement policy) => session.Show(policy, () =>
        {
            var facts = new Facts
            {
                ["Policy"] = policy.Text("id"),
                ["Name"] = policy.Text("name"),
                ["Product"] = policy.Text("productId"),
            };
            foreach (var field in PolicyFields.All.Where(field => field.Member != "name"))
                facts[field.Option.Name.TrimStart('-').Replace('-', ' ')] = Value(policy, field.Member.Split('.'));
            facts["entitlements"] = Drawing.NamedValues(policy, "entitlements");
            return facts.Grid;
        });

    private static string? Value(JsonElement policy, string[] path) =>
        path is [var outer, var inner]
            ? policy.TryGetProperty(outer, out var terms)
                ? terms.Text(inner)
                : null
            : policy.Text(path[0]);
}
