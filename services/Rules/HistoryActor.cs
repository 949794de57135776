namespace Portal.Rules;

/// <summary>Who did something, as a customer reads it in a history.</summary>
public enum HistoryActor
{
    /// <summary>The vendor's software on the device itself.</summary>
    Program,

    /// <summary>Somebody of the account.</summary>
    Customer,

    Vendor,

    /// <summary>Nobody: time passed.</summary>
    Schedule,
}
