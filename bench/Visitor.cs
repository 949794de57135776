using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Bench;

/// <summary>A browser at Identity's pages that nobody has seen before, in a network of its own, so that no limit answers instead.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _browser;

    public Visitor(Uri identity)
    {
        _browser = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        )
        {
            BaseAddress = identity,
        };
        _browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var network = Guid.NewGuid().ToByteArray();
        _browser.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.{network[0]}.{network[1]}.{network[2]}");
    }

    /// <summary>Opens a page and fills in its form.</summary>
    /// <returns>Status and milliseconds of the answer to the form.</returns>
    public async Task<(HttpStatusCode Status, double Took)> Submit(
        string page,
        string form,
        IEnumerable<(string Name, string Value)> fields,
        CancellationToken cancellationToken
    )
    {
        var html = await _browser.GetStringAsync(page, cancellationToken);
        using var content = new FormUrlEncodedContent(
            fields
                .Append(("_handler", form))
                .Append(("__RequestVerificationToken", AntiforgeryToken().Match(html).Groups[1].Value))
                .ToDictionary(field => field.Item1, field => field.Item2)
        );
        var started = TimeProvider.System.GetTimestamp();
        using var answer = await _browser.PostAsync(page, content, cancellationToken);
        return (answer.StatusCode, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    public void Dispose() => _browser.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
