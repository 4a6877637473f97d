namespace SdkNode.Routing.AddressBook;

/// <summary>What the address book says of a functional address at a participant (DIR-7).</summary>
public enum AddressOwnership
{
    /// <summary>The address book does not have it.</summary>
    Unknown,

    /// <summary>It is the participant's, or that of one of its units.</summary>
    Known,

    /// <summary>It belongs to other participants only.</summary>
    OfAnother,
}
