namespace Portal.ServiceDefaults;

/// <summary>A refusal that is expected: a stable code for programs and a sentence that the reader can act on.</summary>
/// <param name="Code">Never changes once published, for example <c>order.already-paid</c>.</param>
/// <param name="Message">Says what is wrong and, where there is one, the way out.</param>
/// <param name="Status">The HTTP status that it is answered with.</param>
public sealed record Rejection(string Code, string Message, int Status = 409);
