namespace Portal.Web.Clients;

/// <summary>
/// A part of a list. <c>Next</c> is where the following part begins, null on the last;
/// <c>Previous</c> is where the part before ends, null on the first.
/// </summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, int Total, string? Previous = null);

/// <summary>A short list that comes whole.</summary>
public sealed record All<T>(IReadOnlyList<T> Items);

public sealed record ProductRef(Guid Id, string Slug, string Name);
