using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Tests;

/// <summary>A small valid catalogue on disk, of which a test spoils one thing.</summary>
internal sealed class CatalogueFolder : IDisposable
{
    public CatalogueFolder()
    {
        Directory.CreateDirectory(Root);
        Write(
            "products.json",
            """
            [
              { "id": "0199f0c4-0001-7000-8000-000000000001", "slug": "chart", "name": "Chart" }
            ]
            """
        );
        Write(
            "policies.json",
            """
            [
              // one slot
              { "id": "0199f0c4-0002-7000-8000-000000000001", "code": "one", "name": "One", "product": "chart", "activationLimit": 1 },
            ]
            """
        );
        Write(
            "accounts.json",
            """
            [
              { "id": "0199f0c4-0003-7000-8000-000000000001", "name": "Ágnes & Sons", "kind": "organization", "members": [
                  { "id": "0199f0c4-0004-7000-8000-000000000001", "email": "agnes@example.org", "displayName": "Ágnes", "role": "owner", "password": "long enough" } ] }
            ]
            """
        );
        Write(
            "licenses.csv",
            """"
            id,key,policy,customer,assignees,issued,expires,then,reason
            0199f0c4-0005-7000-8000-000000000001,CHRT-00001,one,"Ágnes & Sons",agnes@example.org,-10d,+6h,suspend,"Paid late, ""again"""
            0199f0c4-0005-7000-8000-000000000002,CHRT-00002,one,,,2020-02-29,9999-12-31T23:59:59Z,,

            """"
        );
        Write(
            "activations.csv",
            """
            id,license,kind,identifier,firstSeen,lastSeen,deactivated
            0199f0c4-0006-7000-8000-000000000001,CHRT-00001,hardware,abc,-9d,-1d,
            """
        );
        Write(
            "releases.json",
            """
            [
              { "id": "0199f0c4-0007-7000-8000-000000000001", "product": "chart", "version": "1.0.0", "channel": "stable", "released": "-30d", "artifacts": [
                  { "id": "0199f0c4-0008-7000-8000-000000000001", "fileName": "chart.zip", "kind": "installer", "platform": "linux", "arch": "x64", "size": "10 KB" } ] }
            ]
            """
        );
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "portalctl-" + Guid.NewGuid().ToString("N"));

    public CatalogueFolder Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(Root, file), text);
        return this;
    }

    public CatalogueFolder Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Write(file, text.Replace(old, with, StringComparison.Ordinal));
    }

    public VendorCatalogue Read() => CatalogueReader.Read(Root);

    /// <summary>What the reader finds wrong, as <c>file:line:column message</c> without the folder.</summary>
    public IReadOnlyList<string> Faults() =>
        [
            .. Assert
                .Throws<CatalogueException>(Read)
                .Faults.Select(fault =>
                    $"{Path.GetFileName(fault.At.File)}:{fault.At.Line}:{fault.At.Column} {fault.Message}"
                ),
        ];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
