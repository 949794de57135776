using Aspire.Hosting.Publishing;

namespace Portal.AppHost.Data;

/// <summary>A generated value that stays with the data it belongs to: DATA/secrets.json, readable by its owner only.</summary>
internal sealed class KeptSecret(DataFolder data, string name) : ParameterDefault
{
    public static readonly GenerateParameterDefault Random = new() { MinLength = 40, Special = false };

    public override string GetDefaultValue() => data.Secrets.GetOrAdd(name, Random.GetDefaultValue);

    public override void WriteToManifest(ManifestPublishingContext context) => Random.WriteToManifest(context);
}
