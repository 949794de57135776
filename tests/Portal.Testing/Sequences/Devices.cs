using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing.Sequences;

/// <summary>The devices of one license: what they are answered, in the words of the model.</summary>
/// <param name="patient">What cannot be reached is asked again, as a program would: the same question under the same Idempotency-Key.</param>
internal sealed class Devices(HttpClient http, string key, bool patient)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60),
        Pause = TimeSpan.FromMilliseconds(100);
    private readonly List<Guid> _activations = [];
    private readonly List<int> _requests = [];

    public async Task<string> Activate(int device)
    {
        _requests.Add(device);
        return await ActivateAgain(0);
    }

    /// <summary>The same request once more.</summary>
    public async Task<string> ActivateAgain(int ago)
    {
        if (_requests.Count == 0)
            return "";
        var request = LicenseModel.Last(ago, _requests.Count);
        var (status, body) = await Activate(request, _requests[request]);
        if (status is not (200 or 201))
            return $"{status} {Json(body)["code"]}";
        var id = Json(body)["activation"]!["id"]!.GetValue<Guid>();
        if (!_activations.Contains(id))
            _activations.Add(id);
        return $"{status} activation {_activations.IndexOf(id)}";
    }

    public async Task<string> Deactivate(int ago) =>
        _activations.Count == 0 ? "" : Problem(await Send(HttpMethod.Delete, $"activations/{Activation(ago)}"));

    public async Task<string> Heartbeat(int ago) =>
        _activations.Count == 0
            ? ""
            : Problem(await Send(HttpMethod.Post, $"activations/{Activation(ago)}/heartbeat", new { }));

    public async Task<string> Validate(int device)
    {
        var answer = Json((await Send(HttpMethod.Post, "validations", new { identifier = Name(device) })).Body);
        return $"{answer["code"]}, {answer["license"]?["usedSlots"]} of {answer["license"]?["activationLimit"]}";
    }

    public async Task<string?> Edition() =>
        (string?)Json((await Send(HttpMethod.Post, "validations", new { })).Body)["license"]?["edition"];

    private Task<(int Status, string Body)> Activate(int request, int device) =>
        Send(HttpMethod.Post, "activations", new { identifier = Name(device) }, $"request-{request}");

    private Guid Activation(int ago) => _activations[LicenseModel.Last(ago, _activations.Count)];

    private async Task<(int Status, string Body)> Send(
        HttpMethod method,
        string path,
        object? body = null,
        string? idempotencyKey = null
    )
    {
        (int Status, string Body)? answer = null;
        await Eventually.Is(
            async () => (answer = await Try(method, path, body, idempotencyKey)) is not null,
            $"{path} is answered",
            Timeout
        );
        return answer!.Value;
    }

    private async Task<(int, string)?> Try(HttpMethod method, string path, object? body, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(method, "/licensing/v1/" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("License", key);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        try
        {
            using var answer = await http.SendAsync(request);
            return patient && (answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500)
                ? null
                : ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception outage)
            when (patient && outage is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string Name(int device) => $"device-{device}";

    private static string Problem((int Status, string Body) answer) =>
        answer.Body.Length == 0 ? $"{answer.Status}" : $"{answer.Status} {Json(answer.Body)["code"]}";

    private static JsonObject Json(string body) => JsonNode.Parse(body)!.AsObject();
}
