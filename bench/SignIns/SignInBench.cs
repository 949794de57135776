using System.Net;

namespace Portal.Bench.SignIns;

/// <summary>
/// Whether the time of an answer tells addresses that have an account from those that have none: each way in is asked about as
/// many of both, in random order, and the two samples are compared by the Mann-Whitney test.
/// </summary>
internal static class SignInBench
{
    private const double Significance = 0.05;

    private sealed record Way(string Name, string Page, string Form, (string Name, string Value)[] Fields);

    private static readonly Way[] Ways =
    [
        new("wrong password", "/identity/sign-in", "sign-in", [("Form.Password", "not the password")]),
        new("code by mail", "/identity/sign-in", "sign-in", [("Form.With", "code")]),
        new("forgotten password", "/identity/forgot", "forgot", []),
    ];

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        await using var app = await PortalApp.StartAsync();
        var (catalogue, count) = (new Catalogue(app), quick ? 50 : 200);
        var account = await catalogue.NewAccount();
        var known = new List<string>();
        while (known.Count < count)
            known.Add((await catalogue.NewMember(account)).Email);
        var unknown = known.Select(_ => $"nobody-{Guid.NewGuid():N}@example.com").ToList();

        var rows = new List<Row>();
        foreach (var way in Ways)
        {
            foreach (var email in known.Take(10).Concat(unknown.Take(10)))
                await Ask(app, way, email, cancellationToken); // Warms up.
            var (ofKnown, ofUnknown) = (new List<double>(), new List<double>());
            var questions = known.Select(email => (email, ofKnown)).Concat(unknown.Select(email => (email, ofUnknown)));
            foreach (var (email, times) in questions.OrderBy(_ => Random.Shared.Next()))
                times.Add(await Ask(app, way, email, cancellationToken));
            var p = MannWhitney.P(ofKnown, ofUnknown);
            rows.Add(new Row("sign-in", $"{way.Name}, median, known", ofKnown.Median(), "ms", ofUnknown.Median()));
            rows.Add(
                new Row(
                    "sign-in",
                    $"{way.Name}, p of known : unknown",
                    p,
                    "",
                    Bar: FormattableString.Invariant($"> {Significance}"),
                    Holds: p > Significance
                )
            );
        }
        return rows;
    }

    /// <summary>How long the answer took, in milliseconds.</summary>
    private static async Task<double> Ask(PortalApp app, Way way, string email, CancellationToken cancellationToken)
    {
        using var visitor = new Visitor(app.Address("identity"));
        var (status, took) = await visitor.Submit(
            way.Page,
            way.Form,
            way.Fields.Prepend(("Form.Email", email)),
            cancellationToken
        );
        return status is HttpStatusCode.Found or HttpStatusCode.BadRequest
            ? took
            : throw new InvalidOperationException($"{way.Name} was answered with {(int)status}.");
    }
}
