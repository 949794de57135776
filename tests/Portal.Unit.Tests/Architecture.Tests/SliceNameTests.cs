using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>
/// The name of a slice leads to its test: <c>Portal.Licenses.Features.Customer.ShowLicense</c> is tested by
/// <c>Licenses.Tests/Customer/ShowLicenseTests.cs</c>, a slice of a protocol in the folder of that protocol.
/// </summary>
public sealed class SliceNameTests
{
    private const string Root = "tests/Portal.Services.Tests";

    private static readonly IReadOnlyList<string> Slices =
    [
        .. ((string[])["Features", "Protocols"])
            .SelectMany(room => Services.All.In(room))
            .Where(Services.IsSlice)
            .Select(slice => slice.FullName!),
    ];

    [Theory]
    [InlineData("Portal.Licenses.Features.Customer.ShowLicense")]
    [InlineData("Portal.Downloads.Features.Internal.FindUpdate")]
    [InlineData("Portal.Identity.Features.OpenIdConnect.Authorize")]
    [InlineData("Portal.Activations.Protocols.Native.Activate")]
    [InlineData("Portal.Activations.Protocols.KeyManager.VerifyKey")]
    public void Slices_of_every_kind_are_looked_at(string slice) => Assert.Contains(slice, Slices);

    [Fact]
    public void Every_slice_has_tests_of_its_name() => Assert.Empty(Untested(Slices, Repository.Files));

    [Theory]
    [InlineData(
        "Customer/ShowThingTests.cs",
        "public sealed class ShowThingTests { [Fact] public void Works() { } }",
        true
    )]
    [InlineData(
        "Customer/ShowThingTests.cs",
        "public sealed class ShowThingTests { [Theory] public void Works() { } }",
        true
    )]
    [InlineData(
        "Management/ShowThingTests.cs",
        "public sealed class ShowThingTests { [Fact] public void Works() { } }",
        false
    )]
    [InlineData(
        "Customer/ThingTests.cs",
        "public sealed class ShowThingTests { [Fact] public void Works() { } }",
        false
    )]
    [InlineData(
        "Customer/ShowThingTests.cs",
        "public sealed class ThingTests { [Fact] public void Works() { } }",
        false
    )]
    [InlineData("Customer/ShowThingTests.cs", "public sealed class ShowThingTests { public void Helps() { } }", false)]
    public void A_slice_without_tests_of_its_name_is_caught(string path, string text, bool isTested) =>
        Assert.Equal(
            isTested ? [] : ["tests/Portal.Services.Tests/Things.Tests/Customer/ShowThingTests.cs"],
            Untested(
                ["Portal.Things.Features.Customer.ShowThing"],
                [new($"tests/Portal.Services.Tests/Things.Tests/{path}", text)]
            )
        );

    [Fact]
    public void A_slice_of_a_protocol_is_looked_for_in_the_folder_of_the_protocol() =>
        Assert.Equal(
            ["tests/Portal.Services.Tests/Things.Tests/Protocols/Native/ShowThingTests.cs"],
            Untested(["Portal.Things.Protocols.Native.ShowThing"], [])
        );

    /// <summary>Where the tests of each untested slice should be.</summary>
    private static IEnumerable<string> Untested(IEnumerable<string> slices, IReadOnlyList<SourceFile> files)
    {
        var byPath = files.ToDictionary(file => file.Path);
        return slices.Select(PathOf).Where(path => !byPath.TryGetValue(path, out var file) || !HasTests(file));
    }

    private static bool HasTests(SourceFile file) =>
        Regex.IsMatch(file.Text, $@"\bclass {Path.GetFileNameWithoutExtension(file.Path)}\b")
        && Regex.IsMatch(file.Text, @"\[(Fact|Theory)\b");

    private static string PathOf(string slice)
    {
        string[] parts = [.. slice.Split('.').Skip(1).Where(part => part != "Features")];
        return $"{Root}/{parts[0]}.Tests/{string.Join('/', parts[1..])}Tests.cs";
    }
}
