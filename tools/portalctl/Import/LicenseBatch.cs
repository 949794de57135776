using System.Text.Json;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>Licenses of one policy that are sent in one request. Its id follows from its content: sent again, it is the same batch.</summary>
internal sealed class LicenseBatch(Guid policyId, IReadOnlyList<License> licenses, ImportRequests requests)
{
    private const int Size = 1000;

    public int Count => licenses.Count;

    public static IEnumerable<LicenseBatch> Of(IEnumerable<License> licenses, ImportRequests requests)
    {
        var open = new Dictionary<Guid, List<License>>();
        foreach (var license in licenses)
        {
            var policy = requests.PolicyOf(license);
            if (!open.TryGetValue(policy, out var batch))
                open.Add(policy, batch = []);
            batch.Add(license);
            if (batch.Count == Size && open.Remove(policy))
                yield return new LicenseBatch(policy, batch, requests);
        }
        foreach (var (policy, rest) in open)
            yield return new LicenseBatch(policy, rest, requests);
    }

    public async Task Send(ManagementClient client, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToElement(
            new { PolicyId = policyId, Licenses = licenses.Select(requests.InBatch) },
            ManagementJson.Options
        );
        try
        {
            await client.Post(
                Service.License,
                $"/management/licenses/batches/{StableId.Of(JsonSerializer.SerializeToUtf8Bytes(body))}",
                body,
                cancellationToken
            );
        }
        catch (RefusedException refused) when (refused.Status is 400 or 409 or 422)
        {
            // Some exist already, or one is refused: importing one by one shows which.
            await OneByOne(client, cancellationToken);
        }
    }

    private async Task OneByOne(ManagementClient client, CancellationToken cancellationToken)
    {
        foreach (var license in licenses)
        {
            try
            {
                await client.Post(Service.License, "/management/licenses", requests.Of(license), cancellationToken);
            }
            catch (RefusedException refused)
            {
                throw refused.At(license.Source.At("id"));
            }
        }
    }
}
