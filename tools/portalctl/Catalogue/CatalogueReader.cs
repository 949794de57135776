using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads the six tables of a catalogue, each as JSON or CSV, and checks them as a whole before anybody acts on them.</summary>
internal static class CatalogueReader
{
    public static VendorCatalogue Read(string folder)
    {
        var faults = new Faults();
        var catalogue = new VendorCatalogue(
            Table("products", Product), Table("policies", Policy), Table("accounts", Account),
            Table("licenses", License), Table("activations", Activation), Table("releases", Release));
        faults.ThrowIfAny();
        CatalogueRules.Check(catalogue, faults);
        faults.ThrowIfAny();
        return catalogue;

        IReadOnlyList<T> Table<T>(string name, Func<Row, T> read) => Row.Read(Cells(folder, name, faults), faults, read);
    }

    private static IReadOnlyList<Cell> Cells(string folder, string name, Faults faults)
    {
        var (json, csv) = (Path.Combine(folder, name + ".json"), Path.Combine(folder, name + ".csv"));
        if (File.Exists(json) && File.Exists(csv))
            faults.Add(new Position(csv, 1, 1), $"There is {name}.json as well; one of them must go.");
        else if (File.Exists(json))
            return new JsonTable(json, WithoutMark(File.ReadAllBytes(json)), faults).Rows();
        else if (File.Exists(csv))
            return CsvTable.Read(csv, File.ReadAllText(csv), faults);
        else
            faults.Add(new Position(json, 1, 1), $"A catalogue needs {name}.json or {name}.csv; it may be empty but not absent.");
        return [];
    }

    private static byte[] WithoutMark(byte[] utf8) => utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static Product Product(Row row) => new(row, row.Id(), row.Text("slug"), row.Text("name"));

    private static Policy Policy(Row row) => new(row, row.Id(), row.Text("code"), row.Text("name"), row.Text("product"), Limit(row))
    {
        DurationDays = row.Number("durationDays", from: 1),
        GraceDays = row.Number("graceDays") ?? 0,
        MaintenanceDays = row.Number("maintenanceDays"),
        MaxMajorVersion = row.Number("maxMajorVersion"),
        Environment = row.Optional("environment"),
        Edition = row.Optional("edition"),
        Entitlements = row.Rows("entitlements", entitlement => new Entitlement(entitlement.Text("name"), entitlement.Optional("value"))),
        DownloadBeforeActivation = row.Flag("downloadBeforeActivation", otherwise: true),
        DownloadAfterExpiry = row.Flag("downloadAfterExpiry", otherwise: false),
        RenewalUrl = row.Optional("renewalUrl"),
    };

    private static int? Limit(Row row) => row.Text("activationLimit") == "unlimited" ? null : row.Number("activationLimit", from: 1);

    private static Account Account(Row row) => new(row, row.Id(), row.Text("name"), row.OneOf<AccountKind>("kind"), row.Rows("members", Member));

    private static Member Member(Row row) =>
        new(row, row.Id(), row.Text("email"), row.Text("displayName"), row.OneOf<MemberRole>("role"), row.Optional("password"));

    private static License License(Row row) => new(row, row.Id(), row.Text("key"), row.Text("policy"))
    {
        Customer = row.Optional("customer"),
        Assignees = row.Texts("assignees"),
        Issued = row.RequiredTime("issued"),
        Expires = row.Time("expires"),
        Limit = row.Number("limit", from: 1),
        Maintenance = row.Time("maintenance"),
        Then = row.Optional("then") is null ? LicenseMove.Nothing : row.OneOf<LicenseMove>("then"),
        Reason = row.Optional("reason"),
    };

    private static Activation Activation(Row row) => new(row, row.Id(), row.Text("license"), row.OneOf<ActivationKind>("kind"), row.Text("identifier"))
    {
        Name = row.Optional("name"),
        Platform = row.Optional("platform"),
        AppVersion = row.Optional("appVersion"),
        Ip = row.Optional("ip"),
        FirstSeen = row.RequiredTime("firstSeen"),
        LastSeen = row.Time("lastSeen"),
        Deactivated = row.Time("deactivated"),
    };

    private static Release Release(Row row) => new(row, row.Id(), row.Text("product"), row.Text("version"),
        row.OneOf<ReleaseChannel>("channel"), row.RequiredTime("released"), row.Optional("notes"), row.Rows("artifacts", Artifact));

    private static Artifact Artifact(Row row) => new(row, row.Id(), row.Text("fileName"), row.OneOf<ArtifactKind>("kind"),
        row.Text("platform"), row.Text("arch"), row.Size("size"));
}
