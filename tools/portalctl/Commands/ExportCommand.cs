using System.CommandLine;
using Portal.Ctl.Export;
using Portal.Ctl.Management;
using Spectre.Console;

namespace Portal.Ctl.Commands;

internal static class ExportCommand
{
    private static readonly Argument<string> Folder = new("dir")
    {
        Description = "Folder to write to; new or empty. It holds keys: only you may read it.",
        HelpName = "DIR",
    };
    private static readonly Option<bool> NoFiles = new("--no-files")
    {
        Description = "Leave out the files of releases.",
    };

    public static Command Create() =>
        new Command(
            "export",
            "Write everything down as a catalogue that import takes: products, policies, customers with their members (without passwords), licenses, activations, blocked identifiers, releases."
        )
        {
            Folder,
            NoFiles,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var folder = session.Get(Folder);
                if (
                    File.Exists(folder)
                    || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
                )
                    throw new UsageException($"{folder} is there already and not empty.");
                var client = session.Connect(Timeouts.Bulk);
                await Bars.While(bars =>
                    new Exporter(client, folder, session.Say, bars).Export(
                        withFiles: !session.Get(NoFiles),
                        cancellationToken
                    )
                );
                session.Show(new { Folder = Path.GetFullPath(folder) }, () => new Text($"Written to {folder}."));
            }
        );
}
