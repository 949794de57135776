using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Contracts.Tests;

/// <summary>All that a consumer compiled against a contract relies on, as text.</summary>
internal static class Surface
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Type type)
    {
        var text = new StringBuilder().Append(type.Namespace).Append('\n');
        text.Append(
                type.IsEnum ? "enum"
                : type.IsSealed ? "sealed record"
                : "record"
            )
            .Append(' ')
            .Append(type.Name)
            .Append('\n');
        foreach (var line in type.IsEnum ? Values(type) : type.GetProperties().Select(Member))
            text.Append("  ").Append(line).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");

    private static string Member(PropertyInfo property)
    {
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{required}{Name(property.PropertyType)}{(IsNullableReference(property) ? "?" : "")} {property.Name}";
    }

    private static bool IsNullableReference(PropertyInfo property) =>
        !property.PropertyType.IsValueType && Nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : ContractTypes.ElementOf(type) is { } element ? $"IReadOnlyList<{Name(element)}>"
        : type.Name;
}
