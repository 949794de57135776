using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Testing;
using Portal.Web.Clients;

namespace Portal.Clients.Tests;

/// <summary>The portal's clients and the services' documents, member by member: every method of a client is called once.</summary>
public sealed class WebClientTests(PortalApp app)
{
    /// <summary>What a method reads that does not say so in its return type.</summary>
    private static readonly Dictionary<string, Type> Read = new() { ["Names"] = typeof(All<MemberName>) };

    public static TheoryData<string, Type> Clients =>
        new()
        {
            { "license", typeof(LicenseClient) },
            { "activation", typeof(ActivationClient) },
            { "download", typeof(DownloadClient) },
            { "identity", typeof(IdentityClient) },
        };

    [Theory, MemberData(nameof(Clients))]
    public async Task A_client_says_and_reads_what_the_document_describes(string service, Type client)
    {
        var document = await OpenApiDocument.Of(app, service);
        var methods = client
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .ToList();
        Assert.NotEmpty(methods);
        var findings = new List<string>();
        foreach (var method in methods)
            findings.AddRange(Findings(document, method, await Call(client, method), typeof(HistoryEntry)));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>Three services tell their parts of one history: each member is told by one of them at least.</summary>
    [Fact]
    public async Task The_history_has_no_member_that_no_service_tells()
    {
        (string Service, Type Client, string Method)[] parts =
        [
            ("license", typeof(LicenseClient), nameof(LicenseClient.Timeline)),
            ("activation", typeof(ActivationClient), nameof(ActivationClient.History)),
            ("download", typeof(DownloadClient), nameof(DownloadClient.History)),
        ];
        var findings = new List<IEnumerable<string>>();
        foreach (var (service, client, name) in parts)
        {
            var method = client.GetMethod(name)!;
            var found = Findings(await OpenApiDocument.Of(app, service), method, await Call(client, method));
            findings.Add(found.Select(finding => finding[(name.Length + 2)..]));
        }
        Assert.Empty(findings.Aggregate((all, part) => all.Intersect(part)));
        Assert.Contains("answer.items[].limit is not in the document", findings.SelectMany(part => part));
    }

    [Fact]
    public async Task A_client_that_disagrees_is_caught()
    {
        var document = await OpenApiDocument.Of(app, "identity");
        var findings = new List<string>();
        foreach (
            var method in typeof(BadClient).GetMethods(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly
            )
        )
            findings.AddRange(Findings(document, method, await Call(typeof(BadClient), method)));
        Assert.Equal(
            [
                "Gone: GET /api/identity/gone is not in the document",
                "Me: answer.displayName is string, not Int32",
                "Me: answer.nickname is not in the document",
                "Me: query parameter deep is not in the document",
            ],
            findings.Order(StringComparer.Ordinal)
        );
    }

    /// <param name="shared">Of which each service tells a part.</param>
    private static IEnumerable<string> Findings(
        OpenApiDocument document,
        MethodInfo method,
        Sent sent,
        Type? shared = null
    )
    {
        if (document.Find(sent.Method, sent.Path) is not { } operation)
            return [$"{method.Name}: {sent.Method} {sent.Path} is not in the document"];
        var contract = new Contract(document, shared);
        var parameters = document.QueryParameters(operation);
        var findings = sent
            .Query.Where(name => !parameters.ContainsKey(name))
            .Select(name => $"query parameter {name} is not in the document")
            .Concat(
                parameters
                    .Where(parameter =>
                        parameter.Value && !sent.Query.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase)
                    )
                    .Select(parameter => $"query parameter {parameter.Key} is required and missing")
            )
            .Concat(
                (document.Request(operation), sent.Body) switch
                {
                    (null, null) => [],
                    (null, _) => ["the document knows no body"],
                    (_, null) => ["the document wants a body"],
                    var (schema, body) => contract.Unsendable(body, schema, "request"),
                }
            );
        if (Answer(method) is { } type)
            findings = findings.Concat(
                document.Response(operation) is { } schema
                    ? contract.Unreadable(type, schema, "answer")
                    : ["the document describes no answer"]
            );
        return findings.Select(finding => $"{method.Name}: {finding}");
    }

    /// <summary>Null: a file, or nothing but that it was done.</summary>
    private static Type? Answer(MethodInfo method)
    {
        if (Read.TryGetValue(method.Name, out var known))
            return known;
        var type = method.ReturnType.GetGenericArguments()[0].GetGenericArguments()[0];
        return type == typeof(Portal.Web.Clients.File) || type == typeof(Done) ? null : type;
    }

    private static async Task<Sent> Call(Type client, MethodInfo method)
    {
        using var recorder = new Recorder();
        using var http = new HttpClient(recorder) { BaseAddress = new Uri("http://service") };
        var arguments = method.GetParameters().Select(parameter => Sample(parameter.ParameterType)).ToArray();
        await (Task)method.Invoke(Activator.CreateInstance(client, http), arguments)!;
        return recorder.Sent ?? throw new InvalidOperationException($"{method.Name} sends nothing.");
    }

    /// <summary>Some value of a type, so that nothing that could be said is left out.</summary>
    private static object? Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(CancellationToken))
            return TestContext.Current.CancellationToken;
        if (type == typeof(string))
            return "text";
        if (type == typeof(Guid))
            return Guid.CreateVersion7();
        if (type == typeof(int))
            return 25;
        if (type == typeof(bool))
            return true;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0);
        if (type.IsAssignableFrom(typeof(List<Guid>)))
            return new List<Guid> { Guid.CreateVersion7() };
        if (type.IsAssignableFrom(typeof(List<string>)))
            return new List<string> { "text" };
        var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return constructor.Invoke([
            .. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType)),
        ]);
    }

    private sealed record Sent(string Method, string Path, IReadOnlyCollection<string> Query, JsonNode? Body);

    private sealed class Recorder : HttpMessageHandler
    {
        public Sent? Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Sent = new(
                request.Method.Method,
                request.RequestUri!.AbsolutePath,
                [.. QueryHelpers.ParseQuery(request.RequestUri.Query).Keys],
                request.Content is { } content
                    ? JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken))
                    : null
            );
            return new(HttpStatusCode.NotFound) { Content = new StringContent("", Encoding.UTF8, "text/plain") };
        }
    }
}

/// <summary>An offender: a path, a query parameter, a member and a type that the document does not have.</summary>
internal sealed class BadClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<Person>> Me(CancellationToken cancellationToken) =>
        Get<Person>("/api/identity/me?deep=true", cancellationToken);

    public Task<Answer<Person>> Gone(CancellationToken cancellationToken) =>
        Get<Person>("/api/identity/gone", cancellationToken);

    internal sealed record Person(Guid Id, int DisplayName, string? Nickname);
}
