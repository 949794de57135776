namespace Portal.EndToEnd.Tests.Telemetry;

public sealed class TraceTests(WatchedPortal portal) : IClassFixture<WatchedPortal>
{
    [Fact]
    public async Task Dump()
    {
        var catalogue = new Catalogue(portal.App);
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 5 }, new { accountId = (await catalogue.NewAccount()).Id });
        await new VendorProgram(portal.App, license.Key).Activated("traced-device");
        await Task.Delay(5000);
        var member = await catalogue.NewMember(await catalogue.NewAccount());
        using var customer = await catalogue.SignIn(member);
        using var page = await customer.Open("/licenses");
        await Task.Delay(12000);
        using var o = new StreamWriter("/tmp/tel-dump.txt");
        foreach (var t in portal.Receiver.Spans.GroupBy(s => s.TraceId))
        {
            o.WriteLine($"TRACE {t.Key}");
            foreach (var s in t)
                o.WriteLine($"  {s.Service} {s.Source} [{s.Name}] {s.Kind} id={s.Id} parent={s.Parent} links={string.Join(",", s.Links)} {string.Join(" ", s.Tags.Select(x => x.Key + "=" + x.Value)).Replace("\n", " ")}");
        }
        foreach (var l in portal.Receiver.LogLines)
            o.WriteLine($"LOG {l}");
        foreach (var m in portal.Receiver.Measurements.GroupBy(m => (m.Service, m.Name, string.Join(" ", m.Tags.Select(x => x.Key + "=" + x.Value)))))
            o.WriteLine($"METRIC {m.Key} {m.Last().Unit} {m.Last().Value}");
    }
}
