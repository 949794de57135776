namespace Portal.ServiceDefaults;

/// <summary>A refusal that is expected: a stable code for programs and a sentence that the reader can act on.</summary>
/// <param name="Code">Never changes once published, for example <c>order.already-paid</c>.</param>
/// <param name="Message">Says what is wrong and, where there is one, the way out.</param>
/// <param name="Status">The HTTP status that it is answered with.</param>
public sealed record Rejection(string Code, string Message, int Status = 409)
{
    private static readonly Dictionary<string, object?> NoFacts = [];

    /// <summary>The one answer for what does not exist and for what belongs to somebody else.</summary>
    public static readonly Rejection NotFound = new("not-found", "There is nothing at this address.", 404);

    /// <summary>More members of the problem, for programs: figures that the sentence names, for example.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = NoFacts;

    /// <summary>When the same request may succeed; null if it is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same refusal with one more fact.</summary>
    public Rejection With(string name, object? value) =>
        this with
        {
            Facts = new Dictionary<string, object?>(Facts) { [name] = value },
        };
}
