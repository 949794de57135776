using Microsoft.AspNetCore.StaticAssets;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Style sheet, script and icon: the same for everybody.</summary>
internal static class StaticFiles
{
    private static readonly string[] Types = [".css", ".js", ".svg", ".br", ".gz"];

    public static bool Has(MappedEndpoint endpoint) =>
        endpoint.Endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is { } file
        && Types.Contains(Path.GetExtension(file.AssetPath));
}
