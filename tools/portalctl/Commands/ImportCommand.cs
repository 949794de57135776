using System.CommandLine;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Import;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class ImportCommand
{
    private static readonly Argument<string> Folder = new("dir")
    {
        Description =
            "Folder with products, policies, accounts, licenses, activations and releases, each as .json or .csv; blocked is optional.",
        HelpName = "DIR",
    };
    private static readonly Option<bool> NoFiles = new("--no-files")
    {
        Description = "Leave out files of releases that the folder should hold.",
    };
    private static readonly Option<string?> Demo = new("--demo-file")
    {
        Description =
            "The catalogue is a demo: write its sign-ins, keys and addresses here. If it stands here already, only the addresses are renewed.",
        HelpName = "FILE",
    };

    public static Command Create() =>
        new Command(
            "import",
            "Load a catalogue: one that was written by hand, or an export. All of it is checked before anything is sent; doing it again changes nothing."
        )
        {
            Folder,
            NoFiles,
            Demo,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var catalogue = CatalogueReader.Read(session.Get(Folder), withFiles: !session.Get(NoFiles));
                var client = session.Connect(Timeouts.Bulk);
                if (await Load(session, client, catalogue, cancellationToken) is { } demo)
                    ShowSignIns(session, demo);
                else if (session.AsJson)
                    session.Show(
                        new
                        {
                            Licenses = catalogue.Names.Licenses,
                            Activations = catalogue.Names.Activations,
                            Releases = catalogue.Releases.Count,
                        },
                        () => Spectre.Console.Text.Empty
                    );
            }
        );

    private static async Task<DemoFile?> Load(
        Session session,
        ManagementClient client,
        VendorCatalogue catalogue,
        CancellationToken cancellationToken
    )
    {
        var file = session.Get(Demo);
        if (file is not null && DemoFile.ReadIfAny(file) is { } present && present.Lists(catalogue))
        {
            var renewed = present with
            {
                Management = DemoManagement.Of(client.Connection),
                ApiKeys =
                    present.ApiKeys.Count > 0
                        ? present.ApiKeys
                        : await DemoApiKeys.Make(client, catalogue, cancellationToken),
            };
            renewed.Write(file);
            session.Say("The demo catalogue is loaded already.");
            return renewed;
        }
        IReadOnlyDictionary<Guid, int> active = new Dictionary<Guid, int>();
        await Bars.While(async bars =>
            active = await new Importer(
                client,
                session.Say,
                bars,
                TimeProvider.System,
                withFiles: !session.Get(NoFiles)
            ).Import(catalogue, cancellationToken)
        );
        if (file is null)
            return null;
        var arrived = await new Arrival(client, session.Say, TimeProvider.System).Await(
            catalogue.Licenses.Select(license => license.Id).ToHashSet(),
            active,
            cancellationToken
        );
        var demo = DemoFile.Of(catalogue, arrived, client.Connection) with
        {
            ApiKeys = await DemoApiKeys.Make(client, catalogue, cancellationToken),
        };
        demo.Write(file);
        return demo;
    }

    private static void ShowSignIns(Session session, DemoFile demo) => session.Show(demo.Accounts, () =>
        {
            var table = Drawing.Table("Demo sign-in", "Password", "Role", "Customer");
            foreach (var account in demo.Accounts)
                table.Add(account.Email, account.Password, account.Role, account.Customer);
            return table;
        });
}
