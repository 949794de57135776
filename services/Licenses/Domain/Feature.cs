namespace Portal.Licenses.Domain;

/// <summary>A named feature with an optional value.</summary>
internal sealed record Feature(string Name, string? Value)
{
    public static bool HasRepetition(IReadOnlyList<Feature> features) =>
        features.DistinctBy(feature => feature.Name, StringComparer.OrdinalIgnoreCase).Count() < features.Count;
}
