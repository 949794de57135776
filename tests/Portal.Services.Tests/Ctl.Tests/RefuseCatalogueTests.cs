namespace Portal.Ctl.Tests;

public sealed class RefuseCatalogueTests : IDisposable
{
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("licenses.csv", "-10d", "10 days", "licenses.csv:2:86 \"10 days\" is not a date")]
    [InlineData("licenses.csv", ",one,,", ",two,,", "licenses.csv:3:49 \"two\" is not known; known are one.")]
    [InlineData(
        "licenses.csv",
        ",one,,",
        ",,,",
        "licenses.csv:3:49 \"policy\" is missing. A license without one names its \"product\"."
    )]
    [InlineData("licenses.csv", "CHRT-00002", "chrt-00001", "licenses.csv:3:38 The same key stands already at")]
    [InlineData(
        "licenses.csv",
        "agnes@example.org",
        "agnes@example.com",
        "licenses.csv:2:68 \"agnes@example.com\" is not known"
    )]
    [InlineData(
        "licenses.csv",
        "suspend,\"Paid late, \"\"again\"\"\"",
        "suspend,",
        "licenses.csv:2:103 A suspension needs a reason"
    )]
    [InlineData(
        "licenses.csv",
        "\"\"\"\n",
        "\n",
        "licenses.csv:2:103 The quotation mark that begins here is never closed."
    )]
    [InlineData(
        "licenses.csv",
        ",one,,,2020",
        ",one,,2020",
        "licenses.csv:3:1 This line has 8 values; the header names 9 columns."
    )]
    [InlineData("licenses.csv", "then,reason", "than,reason", "licenses.csv:1:49 \"than\" is not known here")]
    [InlineData("licenses.csv", "id,key", "key,key", "licenses.csv:1:5 The column \"key\" occurs twice.")]
    [InlineData("licenses.csv", "CHRT-00002", "CHRT 02", "licenses.csv:3:38 A key has 8 to 128 characters")]
    [InlineData(
        "licenses.csv",
        ",one,,,2020",
        ",one,,agnes@example.org,2020",
        "licenses.csv:3:54 A license without a customer cannot be given to members."
    )]
    [InlineData("activations.csv", "CHRT-00001", "CHRT-00002", "activations.csv:2:38 This license has no customer")]
    [InlineData(
        "activations.csv",
        "-9d,-1d",
        "-9d,-10d",
        "activations.csv:2:66 It was last seen before it was first seen."
    )]
    [InlineData(
        "policies.json",
        "\"activationLimit\": 1",
        "\"activationLimit\": 0",
        "policies.json:3:120 \"0\" is not a whole number from 1 on."
    )]
    [InlineData(
        "policies.json",
        "\"product\": \"chart\"",
        "\"product\": \"chard\"",
        "policies.json:3:92 \"chard\" is not known; known are chart."
    )]
    [InlineData("policies.json", "\"One\",", "\"One\"", "policies.json:3:80 Not valid JSON.")]
    [InlineData("policies.json", "\"name\": \"One\", ", "", "policies.json:3:3 \"name\" is missing.")]
    [InlineData("policies.json", "\"code\": \"one\", ", "", "licenses.csv:2:49 \"one\" is not known.")]
    [InlineData(
        "accounts.json",
        "\"role\": \"owner\"",
        "\"role\": \"boss\"",
        "accounts.json:3:117 \"boss\" is not owner, admin, member."
    )]
    [InlineData("accounts.json", "long enough", "short", "accounts.json:3:138 A password has at least 8 characters.")]
    [InlineData("releases.json", "10 KB", "10 potatoes", "releases.json:3:145 \"10 potatoes\" is not a size")]
    [InlineData("products.json", "chart", "Chart 1", "policies.json:3:92 \"chart\" is not known; known are Chart 1.")]
    public void A_mistake_is_named_with_file_line_and_column(
        string file,
        string right,
        string wrong,
        string expected
    ) =>
        Assert.Contains(_folder.Replace(file, right, wrong).Faults(), fault =>
            fault.StartsWith(expected, StringComparison.Ordinal)
        );

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_files()
    {
        var faults = _folder
            .Replace("licenses.csv", "-10d", "x")
            .Replace("licenses.csv", "2020-02-29", "y")
            .Replace("activations.csv", "hardware", "z")
            .Faults();
        Assert.Collection(
            faults,
            first => Assert.StartsWith("activations.csv:2:", first, StringComparison.Ordinal),
            second => Assert.StartsWith("licenses.csv:2:", second, StringComparison.Ordinal),
            third => Assert.StartsWith("licenses.csv:3:", third, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_name_that_two_customers_have_names_neither()
    {
        _folder.Replace(
            "accounts.json",
            "} ] }\n]",
            "} ] },\n{ \"id\": \"0199f0c4-0003-7000-8000-000000000002\", \"name\": \"Ágnes & Sons\", \"kind\": \"individual\" } ]"
        );
        Assert.Equal(
            "licenses.csv:2:53 Several accounts are called \"Ágnes & Sons\"; give the id of one.",
            Assert.Single(_folder.Faults())
        );
        _folder.Replace("licenses.csv", "\"Ágnes & Sons\"", "0199f0c4-0003-7000-8000-000000000001");
        Assert.Equal(2, _folder.Read().Licenses.Count());
    }

    [Fact]
    public void More_devices_than_slots_are_refused_at_the_first_too_many() =>
        Assert.StartsWith(
            "activations.csv:3:38 The license CHRT-00001 has 1 slots",
            Assert.Single(
                _folder
                    .Replace(
                        "activations.csv",
                        "-9d,-1d,",
                        "-9d,-1d,\n0199f0c4-0006-7000-8000-000000000002,CHRT-00001,hardware,def,-9d,,"
                    )
                    .Faults()
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_and_a_doubled_table_are_refused()
    {
        File.Delete(Path.Combine(_folder.Root, "products.json"));
        _folder.Write("licenses.json", "[]");
        Assert.Equal(
            [
                "licenses.csv:1:1 There is licenses.json as well; one of them must go.",
                "products.json:1:1 A catalogue needs products.json or products.csv; it may be empty but not absent.",
            ],
            _folder.Faults()
        );
    }
}
