"""What a system achieved in a period: schemes, appraisals, self-evaluations, spot checks, cross-assessment, re-measurement.

Vocabulary: a *scheme* says, for one kind of system, which *indicators* count how much on decision, process, output and benefit
(决策/过程/产出/效益); an *appraisal* (评价) is what came of it for one system and period, frozen with its SHA-256; an indicator
nobody could count is *not measurable* and its weight stays *open*, so that a grade is given only where what is unknown could
not change it; a *surface* indicator (登录率, 点赞, 打卡率) counts activity nobody needs, five points of a hundred at most
together. A *draw* is a lot with a recorded seed that anybody can draw again.

Never decides: the outcome it proposes is read by people, who decide with a reason. Never ranks people, townships or villages.
"""
