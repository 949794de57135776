namespace Portal.Web.Clients;

/// <summary>A part of a list. <c>Next</c> is where the following part begins; null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, int Total);

/// <summary>A short list that comes whole.</summary>
public sealed record All<T>(IReadOnlyList<T> Items);

public sealed record ProductRef(Guid Id, string Slug, string Name);
