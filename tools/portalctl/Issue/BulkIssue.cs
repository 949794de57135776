using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Import;
using Portal.Ctl.Management;

namespace Portal.Ctl.Issue;

/// <summary>
/// Many licenses alike, in batches. The ids of the batches follow from the idempotency key, so that the same work again finds
/// what is done and does the rest.
/// </summary>
/// <param name="like">What each license is like: policy, owner and so on.</param>
internal sealed class BulkIssue(JsonObject like, int count, string key)
{
    /// <summary>Part of what makes a batch the same: never change it.</summary>
    public const int BatchSize = 2000;

    private const int AtOnce = 4;

    /// <param name="write">Takes each batch of licenses, in order.</param>
    public async Task Run(ManagementClient client, Action<IEnumerable<JsonElement>> write, Action<int> advance, CancellationToken cancellationToken)
    {
        var underway = new Queue<Task<JsonElement>>();
        for (var first = 0; first < count || underway.Count > 0;)
        {
            for (; first < count && underway.Count < AtOnce; first += BatchSize)
                underway.Enqueue(Send(client, first / BatchSize, Math.Min(BatchSize, count - first), cancellationToken));
            var licenses = (await underway.Dequeue()).GetProperty("items");
            write(licenses.EnumerateArray());
            advance(licenses.GetArrayLength());
        }
    }

    private Task<JsonElement> Send(ManagementClient client, int number, int size, CancellationToken cancellationToken) =>
        client.Post(Service.License, $"/management/licenses/batches/{IdOf(number)}", Body(size), cancellationToken);

    private Guid IdOf(int number) => BatchId.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}/{key}")));

    private JsonObject Body(int size)
    {
        var each = new JsonObject();
        foreach (var (name, value) in like.Where(member => member.Key is not ("policyId" or "accountId")))
            each[name] = value?.DeepClone();
        var body = new JsonObject { ["policyId"] = like["policyId"]!.DeepClone(), ["accountId"] = like["accountId"]?.DeepClone() };
        if (each.Count == 0)
            body["count"] = size;
        else
            body["licenses"] = new JsonArray([.. Enumerable.Range(0, size).Select(_ => each.DeepClone())]);
        return body;
    }
}
