namespace Portal.Messaging;

/// <summary>How many slots of a license are in use, as Activation counts them.</summary>
/// <param name="Version">Grows with every change.</param>
public sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);
