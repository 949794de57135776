using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Rules;

namespace Portal.Activations.Validation;

/// <summary>A verdict, and what it was decided on.</summary>
internal sealed record ValidationResult(
    Verdict Verdict,
    CachedLicense? License,
    Activation? Activation,
    Question Question
);
