namespace SdkNode.Crash.Network;

/// <summary>What the relay does with one request.</summary>
internal enum RelayPlan
{
    /// <summary>Passes it on.</summary>
    Once,

    /// <summary>Sends it twice at the same time.</summary>
    TwiceAtOnce,

    /// <summary>Answers, and sends it again a little later.</summary>
    AgainLater,

    /// <summary>Sends it and gives no answer: the sender does it again.</summary>
    AnswerLost,

    /// <summary>Sends it and gives the first half of the answer.</summary>
    AnswerHalved,
}
