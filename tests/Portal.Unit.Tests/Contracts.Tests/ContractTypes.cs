using System.Reflection;
using Portal.Contracts.Licensing.V1;

namespace Portal.Contracts.Tests;

/// <summary>The events and what they are made of.</summary>
internal static class ContractTypes
{
    public static readonly Assembly Assembly = typeof(LicenseChanged).Assembly;
    public static readonly IReadOnlyList<Type> All =
    [
        .. Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>What is no part of another contract is an event.</summary>
    public static readonly IReadOnlyList<Type> Events =
    [
        .. All.Where(type => type.IsClass).Except(All.SelectMany(Parts)),
    ];

    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    /// <summary>Short, and unique among the contracts: <c>Licensing.V1.LicenseChanged</c>.</summary>
    public static string NameOf(Type type) => type.FullName!.Replace("Portal.Contracts.", "", StringComparison.Ordinal);

    private static IEnumerable<Type> Parts(Type type) =>
        type.GetProperties().Select(property => ElementOf(property.PropertyType) ?? property.PropertyType);
}
