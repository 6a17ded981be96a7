"""Edition 1 of the red lines, as stored by the migration. A changed rule is a new edition in a module of its own.

What is forbidden comes from 国办函〔2026〕12号 (five prohibitions) and 2023 《关于防治“指尖上的形式主义”的若干意见》.
The phrases by which a text is searched are this product's own (本单位设定); they read normalised text, in which
，；！？ have become half width. ``unless`` names surroundings in which the words are usually harmless; ``weak`` marks
words that often mean nothing forbidden: both ask for a look, never for an excuse.
"""

from typing import Any, Final

from django.utils.translation import gettext_noop as _

TITLE: Final = _("Red lines for government mobile applications, accounts and work groups")
_MEASURES = _(
    "国办函〔2026〕12号 《政务移动互联网应用程序规范化管理办法》: the five prohibitions, which go back to the 2023 opinion."
)
_OPINION = _("2023 《关于防治“指尖上的形式主义”的若干意见》.")
_MOBILE: Final = ["app", "mini_program", "quick_app"]
_ALL_BOUND: Final = [*_MOBILE, "official_account", "work_group"]

LINES: Final[list[dict[str, Any]]] = [
    {
        "line_code": "repeated-filling",
        "label": _("filling in the same data again"),
        "question": _("Does it ask grassroots staff or the public for data that another system or form already holds?"),
        "guidance": _("Data that can be shared may not be collected again; name the source it will be taken from."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "(重复|多头|反复|多次|层层)(填报|填写|填表|录入|报送|上报|采集|报表)"},
            {"pattern": "(二次|再次|另行)(录入|填报|采集)"},
            {"pattern": "零报告|日报告制|每日零上报"},
            {"pattern": "(每日|每天|按日|日)(填报|报送|上报)|日报表", "weak": True},
        ],
    },
    {
        "line_code": "check-in",
        "label": _("check-in"),
        "question": _("Do people have to check in or sign in to prove that they work?"),
        "guidance": _("Attendance at one meeting or counter is no check-in; say so where the scan asks."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "打卡", "unless": "网红|打卡(地|点|景|胜地|路线|机)|旅游|景区|文旅|游客"},
            {
                "pattern": "签到|签退|点卯",
                "unless": "(会议|会场|活动|培训|参会|考生|考试|候诊|预约|来访|取号)[^,。;\\n]{0,4}签到",
            },
            {"pattern": "考勤", "weak": True},
        ],
    },
    {
        "line_code": "points-ranking",
        "label": _("points and rankings"),
        "question": _("Are points, levels or rankings given to people, villages or units?"),
        "guidance": _("Usage judges a system and its sponsor, never a person, village or township."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "积分", "unless": "积分(落户|入户|入学|电路|变换|方程)|(微|定|不定|数值)积分"},
            {
                "pattern": "排行榜?|龙虎榜|红黑榜|英雄榜|晾晒榜"
                "|(活跃|学习|登录|使用|工作|个人|单位|部门|乡镇|街道|村居?)[^,。;、\\n]{0,6}排名",
                "unless": "(空气|水质|企业|产业)[^,。;\\n]{0,4}排(行|名)",
            },
            {"pattern": "(等级|勋章|徽章)(晋升|晋级|升级|奖励|激励)", "weak": True},
            {"pattern": "排名", "weak": True},
        ],
    },
    {
        "line_code": "online-time",
        "label": _("time online and sign-ins"),
        "question": _("Is it counted how long or how often people are online, to judge them?"),
        "guidance": _("Counting for operations, without names and without consequences, is not meant."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "在线(时长|时间)|登录(时长|次数|天数|率|频次)|上线(率|时长)|使用时长"},
            {"pattern": "(日|月|周)?活跃(度|率|用户数|天数)|日活|月活"},
            {"pattern": "在线率", "unless": "设备|终端|传感|监控|视频|摄像|探头|网络|车辆|站点|点位|前端"},
        ],
    },
    {
        "line_code": "install-rate",
        "label": _("installation, registration and follower rates"),
        "question": _("Are rates or numbers of installations, registrations or followers asked for or reported?"),
        "guidance": "",
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {
                "pattern": "(安装|下载|装机|注册|激活|关注|绑定|覆盖)(使用)?(率|任务|指标)",
                "unless": "(设备|管道|电梯|网络|信号|光纤|疫苗|接种)[^,。;\\n]{0,4}(安装|覆盖)",
            },
            {"pattern": "(下载|安装|注册用户|关注|粉丝)(量|数|人数)"},
            {"pattern": "应(装|下|关|注册)尽(装|下|关|注册)"},
        ],
    },
    {
        "line_code": "forced-promotion",
        "label": _("forced promotion"),
        "question": _("Are people made to install, follow or use it, directly or through targets for units?"),
        "guidance": _("Another way, offline or in an existing application, must stay open."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {
                "pattern": "(强制|强行|硬性)(要求|推广|下载|安装|关注|注册|使用|绑定|转发)?",
                "unless": "强制(执行|措施|检定|检验|检测|隔离|报废|拆除|清算|医疗|戒毒|标准|认证|许可|保险|性)|行政强制|司法强制",
            },
            {"pattern": "(全员|人人|全体|所有人员|一律|户均)[^,。;、\\n]{0,4}(下载|安装|关注|注册|绑定|转发)"},
            {"pattern": "(推广|推介|宣传)(任务|指标|考核|通报)|任务摊派"},
        ],
    },
    {
        "line_code": "engagement",
        "label": _("likes, votes and forwards"),
        "question": _("Are likes, votes, comments, forwards or views asked for, counted or used as evidence of work?"),
        "guidance": _(
            "A vote in which residents decide something of their own is not meant; say so where the scan asks."
        ),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "点赞|集赞|拉票|刷票|刷屏|晒图|晒朋友圈"},
            {
                "pattern": "(转发|分享|评论|跟帖|留言|阅读|浏览|点击|播放)(量|数|率|次数|任务|考核|排名)",
                "unless": "(数据|报文|消息|协议|流量|请求|工单)[^,。;\\n]{0,2}(转发|分享)",
            },
            {"pattern": "(网络|网上|线上|微信)投票", "weak": True},
            {
                "pattern": "转发",
                "unless": "(数据|报文|消息|协议|流量|请求|工单|短信|文件|公文|视频流)[^,。;\\n]{0,4}转发|转发(服务|器|节点|接口)",
                "weak": True,
            },
        ],
    },
    {
        "line_code": "study-time",
        "label": _("study time and quizzes as duty"),
        "question": _("Is study time, course progress or the result of quizzes counted to judge people?"),
        "guidance": _("Hours of training that a rule on a profession demands are not meant; name the rule."),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {"pattern": "(学习|观看|听课|阅读|培训)(时长|时间统计|进度排名|任务完成率)"},
            {"pattern": "刷课|(每日|每天|每周)(一题|答题|一学|学习)"},
            {
                "pattern": "学时",
                "unless": "(继续教育|职业|教师|专业技术|驾驶|执业|岗前|安全)[^,。;\\n]{0,8}学时|学时(认定|登记|证明)",
                "weak": True,
            },
            {"pattern": "答题", "weak": True},
        ],
    },
    {
        "line_code": "photos-tracks",
        "label": _("photos, screenshots and tracks as evidence of work"),
        "question": _("Must people upload photos, screenshots or their tracks to prove that they worked?"),
        "guidance": _(
            "A picture of the matter itself, such as a hazard to be mended, is not meant; say so where the scan asks."
        ),
        "source_text": _MEASURES,
        "kinds": _ALL_BOUND,
        "phrases": [
            {
                "pattern": "(拍照|照片|图片|视频|截图|截屏|痕迹|过程|工作|走访|入户|服务)(留痕|佐证|为证|存证|印证)",
                "unless": "(操作|系统|日志|审计|访问|审批|流程|全过程执法)[^,。;\\n]{0,2}留痕|执法[^,。;\\n]{0,6}存证",
            },
            {"pattern": "(截图|截屏)(上报|上传|报送|发群|反馈)|痕迹(管理|资料|材料)"},
            {"pattern": "(上传|报送|提交)[^,。;、\\n]{0,6}(工作|走访|入户|现场工作|到岗|在岗|巡查)(照片|图片|截图)"},
            {
                "pattern": "(人员|工作|巡查|巡逻|巡河|走访|网格员|干部|行动|到岗)轨迹|轨迹(上传|打卡|考核|统计|回放)",
                "unless": "(车辆|渣土|货车|公交|船舶|飞行|物流|犯罪|病例|传播|台风|行驶)[^,。;\\n]{0,4}轨迹",
            },
            {"pattern": "拍照上(传|报)|定位上(传|报)|实时定位", "weak": True},
        ],
    },
    {
        "line_code": "use-in-appraisal",
        "label": _("use of the system in the appraisal of people or units"),
        "question": _(
            "Is the use of this system counted in the appraisal, honours or pay of people or grassroots units?"
        ),
        "guidance": "",
        "source_text": _OPINION,
        "kinds": _ALL_BOUND,
        "phrases": [
            {
                "pattern": "(使用|应用|登录|上报|上传|安装|注册|推广|学习|活跃)[^,。;\\n]{0,8}"
                "(纳入|作为|计入|列入|挂钩|与)[^,。;\\n]{0,10}(考核|考评|评优|绩效|评比|奖惩|述职)"
            },
            {
                "pattern": "(使用|应用|登录|推广|学习|上报)(情况|数据)?[^,。;、\\n]{0,4}(通报|排名通报|督办通报|考核|考评)"
            },
        ],
    },
    {
        "line_code": "business",
        "label": _("business activity"),
        "question": _("Does it carry advertising, sales, paid services or lead to them?"),
        "guidance": _("Fees that a law sets and that are paid to the treasury are not meant."),
        "source_text": _MEASURES,
        "kinds": _MOBILE,
        "phrases": [
            {
                "pattern": "广告",
                "unless": "公益广告|(户外|违法|虚假|药品|医疗)[^,。;\\n]{0,4}广告|广告(监管|监测|审批|审查|执法|登记|设施|发布登记|牌)",
            },
            {
                "pattern": "商城|带货|直播(销售|卖货)|网店|团购|秒杀|商业(推广|合作|运营|活动)",
                "unless": "采购(网上)?商城|商城(监管|价格监测)",
            },
            {
                "pattern": "(付费|有偿|收费)(会员|服务|咨询|课程|订阅)|会员(充值|费)|理财产品|(贷款|保险)(推荐|推销|导流)|引流"
            },
            {"pattern": "营销", "unless": "(反|供电|电力|非法|违规)营销|营销稽查"},
        ],
    },
]
