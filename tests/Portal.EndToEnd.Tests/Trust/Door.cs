using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Knocks at an endpoint of the running application.</summary>
internal sealed partial class Door(PortalApp app) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <param name="Body">Without the trace id, which is new every time.</param>
    public sealed record Answer(int Status, string Body, Uri? Location);

    /// <param name="at">The process that is asked: the endpoint's own service, or the gateway.</param>
    public async Task<Answer> Ask(
        MappedEndpoint endpoint,
        Rows rows,
        string? token = null,
        string? at = null,
        string? listener = null,
        string before = ""
    )
    {
        var address = new Uri(
            app.Address(at ?? endpoint.Service, listener ?? (at is null ? endpoint.Listener : "http")),
            before + Path(endpoint, rows)
        );
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), address);
        request.Headers.Add("X-CSRF", "1");
        if (token is not null)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(
                token.Contains(' ', StringComparison.Ordinal) ? token : $"Bearer {token}"
            );
        if (endpoint.Method is not ("GET" or "HEAD" or "DELETE"))
            request.Content = new StringContent(Body(endpoint, rows), Encoding.UTF8, endpoint.ContentType);
        using var response = await _http.SendAsync(request);
        return new(
            (int)response.StatusCode,
            TraceId().Replace(await response.Content.ReadAsStringAsync(), ""),
            response.Headers.Location
        );
    }

    public static string Path(MappedEndpoint endpoint, Rows rows)
    {
        var path = endpoint.Pattern;
        foreach (var id in endpoint.Ids.Where(id => id.Place == Place.Path))
            path = Regex.Replace(path, $@"\{{\**{id.Name}(:[^/]*)?\}}", _ => rows[endpoint, id]);
        var query = endpoint
            .Ids.Where(id => id.Place == Place.Query)
            .Select(id => $"{id.Name}={rows[endpoint, id]}")
            .ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string Body(MappedEndpoint endpoint, Rows rows) =>
        new JsonObject(
            endpoint
                .Ids.Where(id => id.Place == Place.Body)
                .Select(id =>
                    KeyValuePair.Create(
                        id.Name,
                        id.Name == "ids" ? new JsonArray(rows[endpoint, id]) : (JsonNode?)rows[endpoint, id]
                    )
                )
        ).ToJsonString();

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
