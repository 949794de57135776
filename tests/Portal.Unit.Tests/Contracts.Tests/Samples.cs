using System.Runtime.CompilerServices;

namespace Portal.Contracts.Tests;

/// <summary>One event of each type, the same in every run.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);

    /// <param name="least">Only what is required.</param>
    public static object Of(Type type, bool least = false)
    {
        var sample = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var (property, index) in type.GetProperties().Select((property, index) => (property, index)))
        {
            if (!least || property.IsDefined(typeof(RequiredMemberAttribute), inherit: false))
                property.SetValue(sample, Value(property.PropertyType, property.Name, index + 1));
        }
        return sample;
    }

    private static object Value(Type type, string name, int index)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ContractTypes.ElementOf(type) is { } element)
        {
            var list = Array.CreateInstance(element, 1);
            list.SetValue(Value(element, name, index), 0);
            return list;
        }
        return type switch
        {
            _ when type == typeof(Guid) => new Guid(index, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0),
            _ when type == typeof(DateTimeOffset) => Time.AddDays(index),
            _ when type == typeof(string) => $"a {name}",
            _ when type == typeof(int) => index,
            _ when type == typeof(long) => 5_000_000_000L + index,
            _ when type == typeof(bool) => true,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ when type.Assembly == ContractTypes.Assembly => Of(type),
            _ => throw new NotSupportedException(
                $"{name} is a {type}: events are made of Guid, DateTimeOffset, string, int, long, bool, enums, records and lists of them."
            ),
        };
    }
}
