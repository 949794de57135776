using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Something that happened to a license or one of its devices.</summary>
/// <param name="Action">activated, activated-offline, deactivated, activation-refused, activation-imported, license-file-issued, identifier-blocked or identifier-unblocked.</param>
/// <param name="UserId">Who of the account; null if it was somebody else, or is not known.</param>
/// <param name="Device">Its name, or else its identifier.</param>
/// <param name="Detail">Of a refusal, its code; of a license file, the instant it is good until.</param>
internal sealed record HistoryEntry(
    Guid Id,
    DateTimeOffset At,
    string Action,
    HistoryActor By,
    Guid? UserId,
    Guid? ActivationId,
    string? Device,
    string? Detail
)
{
    /// <summary>Of the page that begins after this entry; the histories of all services take it.</summary>
    public string Cursor => new Cursor(At, Id).ToString();
}

/// <param name="Next">Cursor of the next page; null on the last one.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Items, string? Next);
