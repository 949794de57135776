using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Issue;

/// <summary>
/// Many equal licenses, in one request whose answer comes batch by batch. When it breaks off, the same request under the same key
/// is answered with what is done, and goes on.
/// </summary>
/// <param name="like">What each license is like: policy, owner and so on.</param>
/// <param name="key">Names the work; 8 to 200 characters.</param>
internal sealed class BulkIssue(JsonObject like, int count, string key)
{
    private int _written;

    /// <param name="write">Takes each batch of licenses, in order and once.</param>
    public async Task Run(
        ManagementClient client,
        Action<IEnumerable<JsonElement>> write,
        Action<int> advance,
        CancellationToken cancellationToken
    )
    {
        for (var before = -1; _written < count; )
        {
            before = _written;
            try
            {
                await client.PostForLines(
                    Service.License,
                    "/management/licenses/bulk",
                    Body(),
                    key,
                    Take,
                    cancellationToken
                );
            }
            catch (UnreachableException) when (_written > before)
            {
                // Something came before this outage: timeouts begins anew.
            }
        }

        bool Take(JsonElement line)
        {
            var (done, licenses) = (line.GetProperty("done").GetInt32(), line.GetProperty("items"));
            if (done > _written)
            {
                write(licenses.EnumerateArray());
                advance(done - _written);
                _written = done;
            }
            if (line.TryGetProperty("problem", out var problem))
                throw new RefusedException(
                    problem.GetProperty("status").GetInt32(),
                    problem.GetProperty("detail").GetString()!,
                    problem.GetProperty("code").GetString()!
                );
            return done == line.GetProperty("of").GetInt32();
        }
    }

    private JsonObject Body()
    {
        var each = new JsonObject(
            like.Where(member => member.Key is not ("policyId" or "accountId"))
                .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))
        );
        var body = new JsonObject
        {
            ["policyId"] = like["policyId"]!.DeepClone(),
            ["accountId"] = like["accountId"]?.DeepClone(),
            ["count"] = count,
        };
        if (each.Count > 0)
            body["each"] = each;
        return body;
    }
}
