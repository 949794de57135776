namespace Portal.Web.Clients;

/// <summary>Something that happened to a license or one of its devices, as each service tells it.</summary>
public sealed record HistoryEntry(DateTimeOffset At, string Action, string? Detail)
{
    public Guid Id { get; init; }

    /// <summary>program, customer, vendor or schedule.</summary>
    public string? By { get; init; }

    public Guid? UserId { get; init; }
    public Guid? ActivationId { get; init; }

    /// <summary>Its name, or else its identifier.</summary>
    public string? Device { get; init; }

    public DateTimeOffset? Until { get; init; }
    public int? Limit { get; init; }
    public IReadOnlyList<Guid>? AssigneeIds { get; init; }

    /// <summary>Where the page after this entry begins, in the history of any service.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A part of one service's history, newest first. <c>Next</c> is null on the last.</summary>
public sealed record HistoryPart(IReadOnlyList<HistoryEntry> Items, string? Next);
