using System.Net;
using Portal.Testing.Otlp;

namespace Portal.EndToEnd.Tests.Telemetry;

/// <summary>What one request causes is one trace, in whichever process it happens.</summary>
[Collection(Watched.Name)]
public sealed class TraceTests(WatchedPortal portal)
{
    private readonly Catalogue _catalogue = new(portal.App);

    [Fact]
    public async Task An_activation_is_one_trace_from_the_gateway_to_every_consumer()
    {
        var program = new VendorProgram(portal.App, (await NewLicense()).Key);
        using var trace = WatchedPortal.BeginTrace();
        await program.Activated("traced-device");

        var spans = await portal.Spans(trace, IsWhole);

        var gateway = Assert.Single(spans, span => span is { Service: "gateway", Kind: SpanKind.Server });
        var forwarded = Assert.Single(spans, span => span is { Service: "gateway", Kind: SpanKind.Client });
        var activation = Assert.Single(spans, span => span is { Service: "activation", Kind: SpanKind.Server });
        var published = Assert.Single(spans, span => span.Name == "publish ActivationCreated");
        Assert.Equal(gateway.Id, forwarded.Parent);
        Assert.Equal(forwarded.Id, activation.Parent);
        Assert.Equal(activation.Id, published.Parent);
        Assert.Contains(spans, span => span is { Source: "Npgsql", Name: "INSERT" } && span.Parent == activation.Id);
    }

    [Fact]
    public async Task What_a_posted_form_causes_belongs_to_the_trace_of_the_post()
    {
        var account = await _catalogue.NewAccount();
        var license = await NewLicense(account);
        var device = await new VendorProgram(portal.App, license.Key).Activated("deactivated-device");
        using var customer = await portal.SignIn(await _catalogue.NewMember(account));
        using var form = await customer.Open($"/activations/{device}/deactivate");
        using var trace = WatchedPortal.BeginTrace();
        using var answer = await customer.Submit(form, []);
        Assert.Equal("/activations", answer.RequestMessage!.RequestUri!.AbsolutePath);

        var spans = await portal.Spans(trace, IsWhole);

        Assert.Contains(spans, span => span is { Service: "activation", Kind: SpanKind.Server });
        Assert.Contains(spans, span => span.Name == "publish ActivationDeactivated");
    }

    [Fact]
    public async Task A_page_is_one_trace_with_its_session_in_Redis_and_what_it_asks_the_services()
    {
        using var customer = await portal.SignIn(await _catalogue.NewMember(await _catalogue.NewAccount()));
        using var trace = WatchedPortal.BeginTrace();
        using var page = await customer.Open("/licenses");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        var spans = await portal.Spans(trace, spans =>
            spans.Exists(IsRedis) && spans.Exists(IsSqlOfLicense) && HaveParents(spans)
        );

        var gateway = Assert.Single(spans, span => span is { Service: "gateway", Kind: SpanKind.Server });
        Assert.Contains(spans, span => IsRedis(span) && span.Parent == gateway.Id);
    }

    [Fact]
    public async Task What_a_service_logs_for_a_request_carries_the_id_of_its_trace()
    {
        var program = new VendorProgram(portal.App, (await NewLicense()).Key);
        using var trace = WatchedPortal.BeginTrace();
        await program.Activated("logged-device");

        await Eventually.Is(() => Task.FromResult(portal.Receiver.LogLines.Any(IsOfTheRequest)), "the line arrives");

        bool IsOfTheRequest(LogLine line) =>
            line.Service == "activation"
            && line.TraceId == trace.TraceId.ToString()
            && line.Text.StartsWith("Request finished", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_a_request_a_message_or_a_call_to_another_service_begins_a_trace()
    {
        var program = new VendorProgram(portal.App, (await NewLicense()).Key);
        using var trace = WatchedPortal.BeginTrace();
        await program.Activated("another-device");
        // By now everything has been polled and probed for as long as the application runs.
        await portal.Spans(trace, IsWhole);

        Assert.DoesNotContain(portal.Receiver.Spans, span =>
            span is { Parent: "", Kind: SpanKind.Client or SpanKind.Internal, Source: not "System.Net.Http" }
        );
        Assert.DoesNotContain(portal.Receiver.Spans, span =>
            span.Tags.Values.Any(value => value.EndsWith("/health", StringComparison.Ordinal))
        );
    }

    private async Task<Catalogue.License> NewLicense(Catalogue.Account? account = null)
    {
        account ??= await _catalogue.NewAccount();
        return await _catalogue.NewLicenseInUse(new { activationLimit = 5 }, new { accountId = account.Id });
    }

    /// <summary>License and Download have kept the event, and nothing is missing in between.</summary>
    private static bool IsWhole(List<Span> spans) =>
        IsKept(spans, "license") && IsKept(spans, "download") && HaveParents(spans);

    /// <summary>Only those of the gateway begin outside.</summary>
    private static bool HaveParents(List<Span> spans) =>
        spans.TrueForAll(span =>
            span is { Service: "gateway", Kind: SpanKind.Server } || spans.Exists(parent => parent.Id == span.Parent)
        );

    private static bool IsRedis(Span span) =>
        span is { Service: "gateway", Kind: SpanKind.Client } && span.Tags.ContainsValue("redis");

    private static bool IsSqlOfLicense(Span span) => span is { Service: "license", Source: "Npgsql" };

    private static bool IsKept(List<Span> spans, string service) =>
        spans.Exists(span =>
            span.Service == service
            && span.Source == "Npgsql"
            && spans.Exists(consumer => consumer.Kind == SpanKind.Consumer && consumer.Id == span.Parent)
        );
}
