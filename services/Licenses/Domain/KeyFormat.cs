namespace Portal.Licenses.Domain;

/// <summary>How a key is made.</summary>
public enum KeyFormat
{
    /// <summary>Five groups of five characters without look-alikes: 125 random bits.</summary>
    Groups,

    /// <summary>A random UUID: 122 random bits.</summary>
    Uuid,
}
