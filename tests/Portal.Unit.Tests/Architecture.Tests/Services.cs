using System.Reflection;

namespace Portal.Architecture.Tests;

internal static class Services
{
    public static readonly IReadOnlyList<Assembly> All =
    [
        .. ((string[])["Portal.Licenses", "Portal.Activations", "Portal.Downloads", "Portal.Identity"]).Select(
            Assembly.Load
        ),
    ];

    public static readonly Assembly Rules = Assembly.Load("Portal.Rules");

    public static IEnumerable<Type> In(this IEnumerable<Assembly> assemblies, string part) =>
        assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                !type.IsNested
                && $"{type.Namespace}.".StartsWith($"{type.Assembly.GetName().Name}.{part}.", StringComparison.Ordinal)
            );

    /// <summary>A use case: the class that maps its route.</summary>
    public static bool IsSlice(Type type) => MapOf(type) is not null;

    public static MethodInfo? MapOf(Type type) => type.GetMethod("Map", BindingFlags.Public | BindingFlags.Static);

    public static Type ModuleOf(Assembly service) =>
        service
            .GetTypes()
            .Single(type =>
                type.Namespace == service.GetName().Name && type.Name.EndsWith("Module", StringComparison.Ordinal)
            );
}
