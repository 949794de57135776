using System.Reflection;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Tests;

/// <summary>Each rule beside an offender that it catches.</summary>
public sealed partial class ConventionTests
{
    private static readonly string[] Reserved = ["EventId", "CommandId", "CorrelationId"],
        Private = ["Key", "LicenseKey", "Token", "Password", "Email", "Fingerprint", "Identifier"];

    [Fact]
    public void There_are_events() => Assert.True(ContractTypes.Events.Count >= 5);

    [Fact]
    public void Contracts_live_in_a_versioned_namespace() => Assert.Empty(Unversioned(ContractTypes.All));

    [Fact]
    public void An_unversioned_contract_is_caught() =>
        Assert.Equal([typeof(Offender)], Unversioned([typeof(Offender)]));

    [Fact]
    public void Contracts_refer_to_nothing_but_the_runtime() => Assert.Empty(Foreign(ContractTypes.Assembly));

    [Fact]
    public void A_foreign_reference_is_caught() =>
        Assert.Contains("Portal.Contracts", Foreign(typeof(Offender).Assembly));

    [Fact]
    public void Contracts_are_sealed_records_or_enums() =>
        Assert.All(ContractTypes.All.Where(type => !type.IsEnum), type =>
            Assert.True(IsSealedRecord(type), type.FullName)
        );

    [Fact]
    public void A_class_or_an_open_record_is_caught() =>
        Assert.DoesNotContain([typeof(Offender), typeof(OpenRecord)], IsSealedRecord);

    [Fact]
    public void No_member_is_taken_for_the_correlation_id() =>
        Assert.Empty(Members(ContractTypes.All, Reserved, typeof(Guid), typeof(Guid?)));

    [Fact]
    public void A_member_that_would_be_is_caught() =>
        Assert.Equal(["Offender.EventId"], Members([typeof(Offender)], Reserved, typeof(Guid), typeof(Guid?)));

    [Fact]
    public void No_secret_and_no_personal_data_travels() =>
        Assert.Empty(Members(ContractTypes.All, Private, typeof(string)));

    [Fact]
    public void A_secret_is_caught() =>
        Assert.Equal(["Offender.LicenseKey"], Members([typeof(Offender)], Private, typeof(string)));

    private static IEnumerable<Type> Unversioned(IEnumerable<Type> types) =>
        types.Where(type => !VersionedNamespace().IsMatch(type.Namespace ?? ""));

    private static IEnumerable<string> Foreign(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsSealedRecord(Type type) => type.IsSealed && type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<string> Members(IEnumerable<Type> types, string[] names, params Type[] ofType) =>
        types
            .SelectMany(type => type.GetProperties())
            .Where(property => names.Contains(property.Name) && ofType.Contains(property.PropertyType))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

    [GeneratedRegex(@"^Portal\.Contracts\.[A-Z][a-z]+\.V[1-9][0-9]*$")]
    private static partial Regex VersionedNamespace();

    public sealed class Offender
    {
        public Guid EventId { get; init; }
        public string? LicenseKey { get; init; }
    }

    public record OpenRecord;
}
