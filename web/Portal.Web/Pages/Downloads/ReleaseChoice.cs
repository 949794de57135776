using Portal.Web.Clients;

namespace Portal.Web.Pages.Downloads;

/// <summary>In which order releases are offered: the newest stable one first, pre-releases aside and only where they are wanted.</summary>
public sealed class ReleaseChoice
{
    /// <param name="releases">Newest version first, as Download lists them.</param>
    public ReleaseChoice(IReadOnlyList<Release> releases, DownloadView view)
    {
        var stable = releases.Where(release => !release.IsPreRelease).ToList();
        Lead = stable.FirstOrDefault();
        (ForComputer, File) = stable
            .Select(release => (Release: release, File: view.Computer.Best(release.Artifacts)))
            .FirstOrDefault(candidate => candidate.File is not null);
        HasHiddenPreReleases = !view.PreReleases && releases.Any(release => release.IsPreRelease);
        if (!view.PreReleases)
            releases = stable;
        PreRelease = releases is [{ IsPreRelease: true } newest, ..] ? newest : null;
        PreReleaseFile = PreRelease is null ? null : view.Computer.Best(PreRelease.Artifacts);
        Older = [.. releases.Where(release => release != Lead && release != PreRelease)];
    }

    /// <summary>The newest stable release; null if there is none.</summary>
    public Release? Lead { get; }

    /// <summary>The newest stable release with an installer for the computer. It is older than <see cref="Lead"/> where that has none.</summary>
    public Release? ForComputer { get; }

    /// <summary>That installer. No other is marked as the one to take.</summary>
    public Artifact? File { get; }

    /// <summary>The newest pre-release, where it is wanted and newer than every stable release.</summary>
    public Release? PreRelease { get; }

    public Artifact? PreReleaseFile { get; }

    /// <summary>Everything else, newest first.</summary>
    public IReadOnlyList<Release> Older { get; }

    public bool HasHiddenPreReleases { get; }
}
