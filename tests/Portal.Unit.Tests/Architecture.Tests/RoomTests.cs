using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Architecture.Tests;

/// <summary>What may lie in the folders of a service, and what only one of them may do.</summary>
public sealed partial class RoomTests
{
    private const string Cache = "services/Activations/Validation/Cache";

    [Fact]
    public void Every_service_has_a_context_in_its_data() =>
        Assert.All(Services.All, service =>
            Assert.Contains(((System.Reflection.Assembly[])[service]).In("Data"), type =>
                type.IsSubclassOf(typeof(DbContext))
            )
        );

    [Fact]
    public void Data_holds_contexts_mappings_and_migrations() => Assert.Empty(NeitherOf(Services.All.In("Data")));

    [Theory]
    [InlineData(typeof(FindsThings))]
    [InlineData(typeof(ThingRow))]
    public void Anything_else_in_data_is_caught(Type offender) =>
        Assert.Equal([offender.Name], NeitherOf([offender, typeof(MapsThings)]));

    [Fact]
    public void Only_the_cache_invalidates()
    {
        Assert.Contains(Repository.Files, file => file.IsIn(Cache) && Invalidation().IsMatch(file.Text));
        Assert.Empty(OthersThatInvalidate(Repository.Files));
    }

    [Theory]
    [InlineData("cache.Invalidate(license.Id);")]
    [InlineData("_invalidation.InvalidateAll();")]
    [InlineData("database.CreateCommand(\"SELECT pg_notify('license_changes', '*')\");")]
    public void Somebody_else_who_invalidates_is_caught(string text) =>
        Assert.Equal(
            ["services/Activations/Slots/X.cs"],
            OthersThatInvalidate([new("services/Activations/Slots/X.cs", text), new($"{Cache}/Y.cs", text)])
        );

    private static IEnumerable<string> NeitherOf(IEnumerable<Type> types) =>
        types
            .Where(type =>
                !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                && !type.IsSubclassOf(typeof(DbContext))
                && !type.IsSubclassOf(typeof(Migration))
                && !type.IsSubclassOf(typeof(ModelSnapshot))
                && !IsMapping(type)
            )
            .Select(type => type.Name);

    /// <summary>A static class whose public methods all take a builder of the model.</summary>
    private static bool IsMapping(Type type) =>
        type is { IsAbstract: true, IsSealed: true }
        && type.GetMethods()
            .Where(method => method.DeclaringType == type)
            .All(method =>
                method.GetParameters() is [{ ParameterType: var builder }, ..]
                && (builder == typeof(ModelBuilder) || builder.Namespace == typeof(EntityTypeBuilder).Namespace)
            );

    private static IEnumerable<string> OthersThatInvalidate(IEnumerable<SourceFile> files) =>
        files
            .Where(file => file.IsIn("services/Activations") && !file.IsIn(Cache) && Invalidation().IsMatch(file.Text))
            .Select(file => file.Path);

    [GeneratedRegex(@"\.Invalidate\w*\(|\bpg_notify\b")]
    private static partial Regex Invalidation();

    internal static class MapsThings
    {
        public static void AddThings(ModelBuilder model) => model.Entity<ThingRow>();
    }

    internal static class FindsThings
    {
        public static Task<ThingRow?> Find(DbContext db) => db.Set<ThingRow>().SingleOrDefaultAsync();
    }

    internal sealed class ThingRow
    {
        public Guid Id { get; init; }
    }
}
