namespace SdkNode.As4.Sending;

/// <summary>What AS4-7 says to do after a try.</summary>
public enum As4Disposition
{
    /// <summary>The message is acknowledged; nothing more to do.</summary>
    Done,

    /// <summary>Try again on the schedule.</summary>
    Retry,

    /// <summary>Look the receiver up afresh once and try again; a second answer of this kind is final.</summary>
    LookUpAfresh,

    /// <summary>Never try again: the peer has refused for good.</summary>
    GiveUp,

    /// <summary>Stop: the peer has the id already. Report EBMS:0301 with state unknown; the message receipt decides.</summary>
    StateUnknown,
}
