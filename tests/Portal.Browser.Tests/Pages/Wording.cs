namespace Portal.Browser.Tests.Pages;

/// <summary>What vendor, customer and programs have called things.</summary>
public sealed record Wording
{
    public string Account { get; init; } = Catalogue.Unique("Account");
    public string Member { get; init; } = Catalogue.Unique("User");
    public string Product { get; init; } = Catalogue.Unique("Product");
    public string Edition { get; init; } = "Professional";
    public string Environment { get; init; } = "production";
    public string Policy { get; init; } = "Studio, one year";
    public string Order { get; init; } = "FL-20731";
    public string Feature { get; init; } = "Render nodes";
    public string FeatureValue { get; init; } = "4";
    public string Reason { get; init; } = "Payment is overdue";
    public string Device { get; init; } = "Studio PC by the window";
    public string Identifier { get; init; } = "HWID-9F42-11AC-73B0-5D1E-80C6-A1F4-2B90";
    public string Platform { get; init; } = "windows";
    public string Host { get; init; } =
        "a-very-long-name-that-somebody-gave-to-a-web-site-once.departments.example.org";
    public string AppVersion { get; init; } = "5.2.1";
    public string Ip { get; init; } = "2001:db8:4c1:20:ffff:abcd:1234:1f3a";
    public string Version { get; init; } = "5.2.1";
    public string Notes { get; init; } = "Faster start, and exports keep their color profile.";
    public string FileName { get; init; } = "studio-5.2.1.exe";

    /// <summary>All of it as long as it may be, without a space to break at, or from right to left.</summary>
    public static Wording Hostile =>
        new()
        {
            Account = (
                "شركة المساحة البحرية المحدودة — Hydrographic-Survey-and-Cartography-Holding-" + Catalogue.Unique("x")
            ).PadRight(130, 'W'),
            Member = new('W', 255),
            Product = $"WorldwideHydrographicSurveyCartographyStudio{Catalogue.Unique("x")}".PadRight(200, 'W'),
            Edition = new('M', 64),
            Environment = "مختبر-" + new string('ب', 50),
            Policy = new('W', 200),
            Order = new('8', 255),
            Feature = new('M', 64),
            FeatureValue = new('9', 200),
            Reason = new('M', 500),
            Device = ("جهاز-المسح-الرئيسي-في-غرفة-القيادة-على-متن-السفينة-" + new string('ه', 255))[..255],
            Identifier = new('W', 255),
            Platform = new('w', 64),
            Host = $"{new string('w', 63)}.{new string('m', 63)}.xn--mller-kva.example.org",
            AppVersion = "5.0.0-prerelease.20261127.build.4711+sha.0123456789ab0123456789a",
            Ip = "2001:db8:ffff:ffff:ffff:abcd:1234:1f3a",
            Version = "5.2.1-prerelease.20261127.build.47110815",
            Notes = new('M', 400),
            FileName = new string('w', 200) + ".exe",
        };
}
