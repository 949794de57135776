namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Channel of LISTEN and NOTIFY on which the database tells every process what to invalidate: the id of a license of which
/// something changed, or <c>*</c> for everything. The triggers that notify are in the migration.
/// </summary>
internal static class InvalidationChannel
{
    public const string Name = "license_changes";
}
