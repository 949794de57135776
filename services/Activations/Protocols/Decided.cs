using Portal.Activations.Domain;

namespace Portal.Activations.Protocols;

/// <summary>An answer to a request that may come again.</summary>
/// <param name="About">The activation that was made, found or ended; null for a refusal, which is decided anew each time.</param>
internal sealed record Decided(Answer Answer, Activation? About);
