namespace SdkNode.Node.Store.Rows;

/// <summary>Somebody who may use a mailbox, as the last sign-in said.</summary>
internal sealed class ColleagueRow
{
    /// <summary>Who, as the sign-in tells people apart.</summary>
    public required string Person { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant.</summary>
    public required string Participant { get; set; }

    /// <summary>The functional address.</summary>
    public required string Address { get; set; }

    /// <summary>How timelines and queues name the person.</summary>
    public required string Actor { get; set; }

    /// <summary>When the person last signed in.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
