using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>Activations that are sent in one request, all or none. Each has its id: sent again, it is the same batch.</summary>
internal sealed class ActivationBatch(IReadOnlyList<Activation> activations, ImportRequests requests)
{
    private const int Size = 1000;
    private const string LicenseNotArrived = "activation.license-unknown";

    public int Count => activations.Count;

    public static IEnumerable<ActivationBatch> Of(IEnumerable<Activation> activations, ImportRequests requests) =>
        activations.Chunk(Size).Select(batch => new ActivationBatch(batch, requests));

    /// <returns>The licenses of those that are active now.</returns>
    public async Task<IEnumerable<Guid>> Send(ManagementClient client, CancellationToken cancellationToken)
    {
        try
        {
            var body = new { Activations = activations.Select(requests.Of).ToList() };
            var answer = (
                await client.Post(
                    Service.Activation,
                    "/management/activations/batches",
                    body,
                    cancellationToken,
                    LicenseNotArrived
                )
            ).As<Answer>();
            return answer
                .Items.Zip(activations)
                .Where(pair => pair is ({ DeactivatedAt: null }, { Deactivated: null }))
                .Select(pair => pair.First.LicenseId);
        }
        catch (RefusedException refused) when (refused.Row is { } row && row < activations.Count)
        {
            throw refused.At(activations[row].Source.At("id"));
        }
    }

    private sealed record Answer(IReadOnlyList<Imported> Items);

    private sealed record Imported(Guid LicenseId, DateTimeOffset? DeactivatedAt);
}
