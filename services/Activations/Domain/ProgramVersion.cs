using System.Text.RegularExpressions;

namespace Portal.Activations.Domain;

/// <summary>The version of a program as people copy it: numbers with dots, perhaps a <c>v</c> before and a suffix after them.</summary>
internal readonly partial record struct ProgramVersion(string Text)
{
    public static bool TryParse(string text, out ProgramVersion version)
    {
        var isVersion = Form().IsMatch(text);
        version = isVersion ? new(text) : default;
        return isVersion;
    }

    [GeneratedRegex(@"\A[vV]?[0-9]+(\.[0-9]+){0,3}([-+][0-9A-Za-z.+-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
