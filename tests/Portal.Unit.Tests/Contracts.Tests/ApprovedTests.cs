using System.Text.Json;
using Portal.ServiceDefaults;

namespace Portal.Contracts.Tests;

public sealed class ApprovedTests
{
    private static readonly JsonSerializerOptions Readable = new(Wire.Options) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Types => [.. ContractTypes.All.Select(type => type.FullName!)];

    public static TheoryData<string> Events => [.. ContractTypes.Events.Select(type => type.FullName!)];

    [Theory, MemberData(nameof(Types))]
    public void The_surface_is_as_approved(string type) =>
        Approved.Is($"{ContractTypes.NameOf(Named(type))}.txt", Surface.Of(Named(type)));

    [Theory, MemberData(nameof(Events))]
    public void The_json_is_as_approved(string type) =>
        Approved.Is($"{ContractTypes.NameOf(Named(type))}.json", Json(Samples.Of(Named(type))));

    [Theory, MemberData(nameof(Events))]
    public void The_json_without_optional_members_is_as_approved(string type) =>
        Approved.Is($"{ContractTypes.NameOf(Named(type))}.least.json", Json(Samples.Of(Named(type), least: true)));

    [Fact]
    public void Nothing_that_was_approved_is_gone()
    {
        var present = ContractTypes
            .All.Select(type => $"{ContractTypes.NameOf(type)}.txt")
            .Concat(
                ContractTypes.Events.SelectMany(type =>
                    (string[])[$"{ContractTypes.NameOf(type)}.json", $"{ContractTypes.NameOf(type)}.least.json"]
                )
            );
        Assert.Equal(present.Order(StringComparer.Ordinal), Approved.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_for_subscribers_says_what_the_contracts_say() =>
        Approved.Is("../../../../docs/asyncapi.yaml", AsyncApi.Document());

    private static Type Named(string type) => ContractTypes.Assembly.GetType(type, throwOnError: true)!;

    private static string Json(object sample) => JsonSerializer.Serialize(sample, Readable) + "\n";
}
